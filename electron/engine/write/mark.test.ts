import { expect, test } from 'vitest';
import { markFromInternet, type MarkSystem } from './mark.ts';

function fake(platform: string, failing = false): { system: MarkSystem; log: unknown[] } {
  const log: unknown[] = [];
  const act = (...what: unknown[]): Promise<void> => {
    log.push(what);
    return failing ? Promise.reject(new Error('no streams here')) : Promise.resolve();
  };
  return { log, system: { platform, writeFile: act, run: act } };
}

test('danger-type: on Windows the file bears the mark of the web, and no secret of its link', async () => {
  const { system, log } = fake('win32');
  await markFromInternet('C:\\x.exe.part', 'https://example.org', 0, system);
  expect(log).toEqual([
    ['C:\\x.exe.part:Zone.Identifier', '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://example.org/\r\n'],
  ]);
});

test('danger-type: on macOS it is in quarantine', async () => {
  const { system, log } = fake('darwin');
  await markFromInternet('/x.dmg.part', 'https://example.org', 1_700_000_000_000, system);
  expect(log).toEqual([['/usr/bin/xattr', ['-w', 'com.apple.quarantine', '0081;6553f100;Sluice;', '/x.dmg.part']]]);
});

test('danger-type: Linux has no mark, and a file system without marks is no failure', async () => {
  const { system, log } = fake('linux');
  await markFromInternet('/x', 'https://example.org', 0, system);
  expect(log).toEqual([]);
  await expect(markFromInternet('X', 'https://example.org', 0, fake('win32', true).system)).resolves.toBeUndefined();
});
