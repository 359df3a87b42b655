import { z } from 'zod';
import { BROWSER_SETTINGS } from './settings/browser.ts';
import { ADDING_SETTINGS } from './settings/adding.ts';
import { DESKTOP_SETTINGS } from './settings/desktop.ts';
import { DOWNLOAD_SETTINGS } from './settings/downloads.ts';
import { LIMIT_SETTINGS } from './settings/limits.ts';
import { LIST_SETTINGS } from './settings/list.ts';
import { NETWORK_SETTINGS } from './settings/network.ts';
import { LOOK_SETTINGS } from './settings/look.ts';
import { VIEW_SETTINGS } from './settings/view.ts';
import { REMOTE_SETTINGS } from './settings/remote.ts';
import { UPDATE_SETTINGS } from './settings/updates.ts';

export { DEFAULT_MAX_ACTIVE } from './settings/downloads.ts';
export { WHEN_DONE, type WhenDone } from './settings/desktop.ts';

/**
 * Every setting with its default, in groups of their own files. A missing or damaged value falls back to its default
 * alone.
 */
export const settingsSchema = z.object({
  ...DOWNLOAD_SETTINGS,
  ...ADDING_SETTINGS,
  ...LIMIT_SETTINGS,
  ...NETWORK_SETTINGS,
  ...DESKTOP_SETTINGS,
  ...BROWSER_SETTINGS,
  ...REMOTE_SETTINGS,
  ...UPDATE_SETTINGS,
  ...LOOK_SETTINGS,
  ...LIST_SETTINGS,
  ...VIEW_SETTINGS,
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

type Shape = typeof settingsSchema.shape;
type Bare = { [Key in keyof Shape]: ReturnType<Shape[Key]['unwrap']> };

/** Without the defaults: what a patch leaves out stays as it is. */
const bare = Object.fromEntries(
  Object.entries(settingsSchema.shape).map(([key, field]) => [key, field.unwrap()]),
) as unknown as Bare;

/** Some of the settings, to be changed to these values. */
export const settingsPatchSchema = z.object(bare).partial().strict();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** The limit over all downloads that the settings ask for now, in bytes per second; `null`: none. */
export function limitNow({
  limitBytesPerSecond,
  slowMode,
  slowLimitBytesPerSecond,
}: Pick<Settings, 'limitBytesPerSecond' | 'slowMode' | 'slowLimitBytesPerSecond'>): number | null {
  if (!slowMode) return limitBytesPerSecond;
  return Math.min(limitBytesPerSecond ?? Infinity, slowLimitBytesPerSecond);
}
