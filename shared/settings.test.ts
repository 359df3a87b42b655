import { expect, test } from 'vitest';
import { parseSettings, settingsPatchSchema, settingsSchema } from './settings.ts';

test('a patch has every setting, fills in none, and takes none that does not exist', () => {
  expect(Object.keys(settingsPatchSchema.shape).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  expect(settingsPatchSchema.parse({})).toEqual({});
  expect(settingsPatchSchema.parse({ keepAwake: false })).toEqual({ keepAwake: false });
  expect(settingsPatchSchema.safeParse({ keepAwoke: false }).success).toBe(false);
  expect(settingsPatchSchema.safeParse({ connections: 0 }).success).toBe(false);
});

test('a damaged value costs itself only', () => {
  const defaults = settingsSchema.parse({});
  expect(parseSettings({ theme: 'pink', maxActiveDownloads: 9, unknown: 1 })).toEqual({
    ...defaults,
    maxActiveDownloads: 9,
  });
});
