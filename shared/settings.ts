import { z } from 'zod';
import { DEFAULT_CATEGORIES, categoriesSchema } from './categories.ts';
import { conflictPolicySchema, connectionsSchema } from './download.ts';
import { maxActiveSchema } from './queue.ts';
import { scheduleSchema } from './schedule.ts';

export const DEFAULT_MAX_ACTIVE = 5;
/** Bytes per second. Up to a whole number that stays exact. */
const rateSchema = z
  .number()
  .int()
  .min(1)
  .max(2 ** 50);

/** Every setting with its default. A missing or damaged value falls back to its default alone. */
export const settingsSchema = z.object({
  /** Absolute path; empty means the user's download folder. */
  directory: z.string().default(''),
  connections: connectionsSchema.default('auto'),
  /** Downloads that run at the same time; the others are queued. */
  maxActiveDownloads: maxActiveSchema.default(DEFAULT_MAX_ACTIVE),
  /** Of these, from the same host; `null`: no limit. */
  maxActivePerHost: maxActiveSchema.nullable().default(null),
  /** Bytes per second over all downloads; `null`: no limit. */
  limitBytesPerSecond: rateSchema.nullable().default(null),
  /** Slow mode is on: its limit holds, unless the usual one is lower. Flipped by people and by its schedule. */
  slowMode: z.boolean().default(false),
  slowLimitBytesPerSecond: rateSchema.default(100_000),
  /** When slow mode is to be on; `null`: only people flip it. */
  slowSchedule: scheduleSchema.nullable().default(null),
  conflictPolicy: conflictPolicySchema.default('number'),
  /** Keep running in the tray when the window is closed and a download is active. */
  closeToTray: z.boolean().default(true),
  /** The first time the window is closed to the tray, the user is told so. */
  closeToTrayExplained: z.boolean().default(false),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** Which downloads belong together, and where they go. */
  categories: categoriesSchema.default([...DEFAULT_CATEGORIES]),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Field by field, so that one damaged value does not cost the others. */
export function parseSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const values: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(settingsSchema.shape)) {
    const parsed = field.safeParse(stored[key]);
    if (parsed.success) values[key] = parsed.data;
  }
  return settingsSchema.parse(values);
}

export const settingsPatchSchema = z
  .object({
    directory: settingsSchema.shape.directory.unwrap(),
    connections: settingsSchema.shape.connections.unwrap(),
    maxActiveDownloads: settingsSchema.shape.maxActiveDownloads.unwrap(),
    maxActivePerHost: settingsSchema.shape.maxActivePerHost.unwrap(),
    limitBytesPerSecond: settingsSchema.shape.limitBytesPerSecond.unwrap(),
    slowMode: settingsSchema.shape.slowMode.unwrap(),
    slowLimitBytesPerSecond: settingsSchema.shape.slowLimitBytesPerSecond.unwrap(),
    slowSchedule: settingsSchema.shape.slowSchedule.unwrap(),
    conflictPolicy: settingsSchema.shape.conflictPolicy.unwrap(),
    closeToTray: settingsSchema.shape.closeToTray.unwrap(),
    closeToTrayExplained: settingsSchema.shape.closeToTrayExplained.unwrap(),
    theme: settingsSchema.shape.theme.unwrap(),
    language: settingsSchema.shape.language.unwrap(),
    density: settingsSchema.shape.density.unwrap(),
    categories: settingsSchema.shape.categories.unwrap(),
  })
  .partial()
  .strict();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** The limit over all downloads that the settings ask for now, in bytes per second; `null`: none. */
export function limitNow({ limitBytesPerSecond, slowMode, slowLimitBytesPerSecond }: Settings): number | null {
  if (!slowMode) return limitBytesPerSecond;
  return Math.min(limitBytesPerSecond ?? Infinity, slowLimitBytesPerSecond);
}
