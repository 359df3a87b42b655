import { z } from 'zod';
import { scheduleSchema } from '../schedule.ts';

/** Bytes per second. Up to a whole number that stays exact. */
const rateSchema = z
  .number()
  .int()
  .min(1)
  .max(2 ** 50);

/** How fast all downloads together may be. */
export const LIMIT_SETTINGS = {
  /** Bytes per second over all downloads; `null`: no limit. */
  limitBytesPerSecond: rateSchema.nullable().default(null),
  /** Slow mode is on: its limit holds, unless the usual one is lower. Flipped by people and by its schedule. */
  slowMode: z.boolean().default(false),
  slowLimitBytesPerSecond: rateSchema.default(100_000),
  /** When slow mode is to be on; `null`: only people flip it. */
  slowSchedule: scheduleSchema.nullable().default(null),
} as const;
