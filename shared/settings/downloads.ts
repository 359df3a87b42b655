import { z } from 'zod';
import { conflictPolicySchema, connectionsSchema } from '../download.ts';
import { maxActiveSchema } from '../queue.ts';

export const DEFAULT_MAX_ACTIVE = 5;

/** Where downloads go, and how many of them at once. */
export const DOWNLOAD_SETTINGS = {
  /** Absolute path; empty means the user's download folder. */
  directory: z.string().default(''),
  connections: connectionsSchema.default('auto'),
  /** Downloads that run at the same time; the others are queued. */
  maxActiveDownloads: maxActiveSchema.default(DEFAULT_MAX_ACTIVE),
  /** Of these, from the same host; `null`: no limit. */
  maxActivePerHost: maxActiveSchema.nullable().default(null),
  conflictPolicy: conflictPolicySchema.default('number'),
} as const;
