import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { portableVariables } from './portable.ts';

let place = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'sluice-portable-'));
});
afterEach(() => {
  chmodSync(place, 0o700);
  rmSync(place, { recursive: true, force: true });
});

const start = (more: Partial<Parameters<typeof portableVariables>[0]> = {}) =>
  portableVariables({
    isPackaged: true,
    platform: 'linux',
    executable: join(place, 'sluice'),
    variables: {},
    ...more,
  });
const inside = (folder: string) => ({
  SLUICE_USER_DATA: join(folder, 'Sluice-data', 'user-data'),
  SLUICE_DOWNLOADS: join(folder, 'Sluice-data', 'downloads'),
});

it('is portable where the folder lies beside the program, and nowhere else', () => {
  expect(start()).toEqual({});
  writeFileSync(join(place, 'Sluice-data'), 'a file');
  expect(start()).toEqual({});
  rmSync(join(place, 'Sluice-data'));
  mkdirSync(join(place, 'Sluice-data'));
  expect(start()).toEqual(inside(place));
  expect(start({ isPackaged: false })).toEqual({});
  expect(start({ platform: 'darwin' })).toEqual({});
});

it('looks beside the file that people see, not where it was unpacked to', () => {
  mkdirSync(join(place, 'stick', 'Sluice-data'), { recursive: true });
  const stick = join(place, 'stick');
  expect(start({ variables: { APPIMAGE: join(stick, 'Sluice.AppImage') } })).toEqual(inside(stick));
  expect(start({ platform: 'win32', variables: { PORTABLE_EXECUTABLE_DIR: stick } })).toEqual(inside(stick));
  expect(start({ platform: 'win32', variables: { APPIMAGE: join(stick, 'Sluice.AppImage') } })).toEqual({});
});

it('lets the environment go before', () => {
  mkdirSync(join(place, 'Sluice-data'));
  expect(start({ variables: { SLUICE_USER_DATA: '/elsewhere' } })).toEqual({});
  expect(start({ variables: { SLUICE_DOWNLOADS: '/isos' } })).toMatchObject({ SLUICE_DOWNLOADS: '/isos' });
});

it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('leaves a folder alone that it may not use', () => {
  mkdirSync(join(place, 'Sluice-data'), { mode: 0o500 });
  expect(start()).toEqual({});
});
