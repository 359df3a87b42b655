import { z } from 'zod';
import { scheduleSchema } from './schedule.ts';

/** The most wanted first. */
export const PRIORITIES = ['high', 'normal', 'low'] as const;
export const prioritySchema = z.enum(PRIORITIES);
export type Priority = z.infer<typeof prioritySchema>;

export const MAX_ACTIVE = 100;
/** Downloads that run at the same time. */
export const maxActiveSchema = z.number().int().min(1).max(MAX_ACTIVE);

/** Always there, and cannot be removed: downloads that nobody sorted, and those whose queue is removed. */
export const DEFAULT_QUEUE_ID = 'default';

export const queueSchema = z.object({
  id: z.string().min(1).max(100),
  /** Empty for the default queue until it is renamed: the window has a word for it. */
  name: z.string().max(100),
  /** Of this queue at the same time; `null`: only the limits over all queues count. */
  maxActive: maxActiveSchema.nullable(),
  /** Starts and stops the queue at its edges; `null`: only people do. */
  schedule: scheduleSchema.nullable(),
  /** Downloads of a stopped queue wait. */
  started: z.boolean(),
  /** When it was last started or stopped, by people or by its schedule, ms since 1970. */
  changedAt: z.number().int().nonnegative(),
});
export type Queue = Readonly<z.infer<typeof queueSchema>>;

export const queuePatchSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    maxActive: queueSchema.shape.maxActive,
    schedule: queueSchema.shape.schedule,
  })
  .partial()
  .strict();
export type QueuePatch = z.infer<typeof queuePatchSchema>;

/** Where in the list to put downloads: at an end, or next to another one. */
export const placeSchema = z.union([
  z.literal('top'),
  z.literal('bottom'),
  z.object({ before: z.string().min(1) }).strict(),
  z.object({ after: z.string().min(1) }).strict(),
]);
export type Place = z.infer<typeof placeSchema>;
