import { z } from 'zod';

/** Who may steer the program from outside, in aria2's words. The secret is no setting: settings are stored as they are. */
export const REMOTE_SETTINGS = {
  /** The RPC listens. */
  remote: z.boolean().default(false),
  /** aria2's own, which its clients try first. */
  remotePort: z.number().int().min(1).max(65_535).default(6800),
  /** On every interface instead of loopback only. */
  remoteListenAll: z.boolean().default(false),
  /** Origins of pages, and further names of this machine, by comma or space. */
  remoteAllowed: z.string().max(16_384).default(''),
} as const;
