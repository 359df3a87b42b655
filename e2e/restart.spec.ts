import { readFile, readdir, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import type { SluiceApp } from './support/app.ts';
import { startFromTerminal } from './support/terminal.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
const SIZE = 16 * MIB;

/** What a second start finds of the first download on the list, with the network all but closed. */
async function foundAgain(app: SluiceApp): Promise<number> {
  await expect.poll(async () => (await app.list())[0]?.status, { timeout: 20_000 }).toBe('downloading');
  return (await app.list())[0]?.receivedBytes ?? 0;
}
const received = async (app: SluiceApp) => (await app.list())[0]?.receivedBytes ?? 0;
const standsAt = (app: SluiceApp) =>
  app.electron.evaluate(({ BrowserWindow, screen }) => ({
    window: BrowserWindow.getAllWindows()[0]?.getBounds(),
    screen: screen.getPrimaryDisplay().workArea,
  }));
const finished = (app: SluiceApp) =>
  expect.poll(async () => (await app.list())[0]?.status, { timeout: 30_000 }).toBe('finished');

test('the list, the settings and the bytes survive SIGKILL', async ({ start, folders, server }) => {
  // 2 MiB a second over four connections.
  const url = server.serve('/file.bin', { size: SIZE, seed: 9, bytesPerSecond: MIB / 2 });
  const first = await start();
  await first.settings({ density: 'compact' });
  await first.command('downloads:add', { urls: [url], connections: 4 });
  await first.command('downloads:add', { urls: ['https://paused.example/later.iso'], start: false });
  await expect.poll(() => received(first), { timeout: 20_000 }).toBeGreaterThan(SIZE / 2);
  await first.kill();
  expect(await readdir(folders.downloads)).not.toContain('file.bin');

  server.limitLink(1_000);
  const second = await start();
  expect((await second.command('settings:get')).density).toBe('compact');
  const [file, later] = await second.list();
  expect(file).toMatchObject({ fileName: 'file.bin', connections: 4 });
  expect(later).toMatchObject({ fileName: 'later.iso', status: 'paused' });
  // No more is lost than came since the last checkpoint.
  expect(await foundAgain(second)).toBeGreaterThan(SIZE / 2 - 4 * MIB);
  server.limitLink(null);
  server.change('/file.bin', { bytesPerSecond: 16 * MIB });
  await finished(second);
  expect(firstWrongByte(9, 0, await readFile(join(folders.downloads, 'file.bin')))).toBeNull();
});

test('quit in mid-way waits for the checkpoint, and the next start goes on', async ({ start, folders, server }) => {
  const url = server.serve('/file.bin', { size: SIZE, seed: 4, bytesPerSecond: MIB / 2 });
  const first = await start();
  await first.command('downloads:add', { urls: [url], connections: 4 });
  await expect.poll(() => received(first), { timeout: 20_000 }).toBeGreaterThan(SIZE / 4);
  const before = await received(first);
  // As on a second screen, which is not there at the next start.
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 9_000, y: 100, width: 900, height: 600 }),
  );
  await expect.poll(async () => (await standsAt(first)).window?.x).toBe(9_000);
  await first.quit();
  expect(await first.exited()).toBe(0);

  server.limitLink(1_000);
  const second = await start();
  const { window, screen } = await standsAt(second);
  expect(window).toMatchObject({ width: 900, height: 600 });
  expect(window?.x).toBeGreaterThanOrEqual(screen.x);
  expect((window?.x ?? 0) + 900).toBeLessThanOrEqual(screen.x + screen.width);
  // Nothing at all is lost: what was shown is there.
  expect(await foundAgain(second)).toBeGreaterThanOrEqual(before);
  server.limitLink(null);
  server.change('/file.bin', { bytesPerSecond: 16 * MIB });
  await finished(second);
  expect(firstWrongByte(4, 0, await readFile(join(folders.downloads, 'file.bin')))).toBeNull();
});

test.describe('the library', () => {
  test('that a newer program wrote is refused and left alone', async ({ start, folders }) => {
    const path = join(folders.userData, 'library.db');
    const app = await start();
    await app.quit();
    const before = await readFile(path);
    // The file's user_version (https://www.sqlite.org/fileformat.html, section 1.3).
    before.writeUInt32BE(1_000, 60);
    await writeFile(path, before);
    const child = startFromTerminal(folders, []);
    await expect.poll(() => child.err()).toContain('was made by a newer Sluice (format 1000');
    child.kill();
    await child.ended;
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  test('that is damaged is set aside, and the app starts with a new one', async ({ start, folders }) => {
    await mkdir(folders.userData, { recursive: true });
    await writeFile(join(folders.userData, 'library.db'), 'rubbish '.repeat(2_000));
    const app = await start();
    expect(await app.list()).toEqual([]);
    const files = await readdir(folders.userData);
    expect(files.find((name) => /^library-damaged-.*\.db$/.test(name))).toBeDefined();
    await app.command('downloads:add', { urls: ['https://paused.example/x'], start: false });
    expect(await app.list()).toHaveLength(1);
  });
});
