import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
const SIZE = 16 * MIB;

test('nothing is sent to a hidden window, and what it missed when it is back', async ({ sluice, server }) => {
  const { page, electron } = sluice;
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    (window as unknown as { sluice: { onEvent(l: (n: string) => void): void } }).sluice.onEvent((name) => {
      if (name === 'feed:delta') seen.push(Date.now());
    });
  });
  const deltas = () => page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  // Each connection gets that much: the file must outlast what is looked at, however many there are.
  const url = server.serve('/a.bin', { size: 16 * SIZE, seed: 3, bytesPerSecond: 2 * MIB });
  await sluice.command('downloads:add', { urls: [url] });
  await expect.poll(async () => (await deltas()).length).toBeGreaterThan(10);
  const times = await deltas();
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  expect(times.length / seconds).toBeLessThan(11.5);

  await sluice.hideWindow();
  const hidden = (await deltas()).length;
  const sent = server.bytesSent('/a.bin');
  await server.waitFor(() => server.bytesSent('/a.bin') > sent + 2 * MIB, 'bytes while hidden');
  expect((await deltas()).length).toBeLessThanOrEqual(hidden + 1);
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect.poll(async () => (await deltas()).length).toBeGreaterThan(hidden + 3);
});

test('a page that crashes comes back, and the downloads never noticed', async ({ sluice, server }) => {
  const url = server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: 2 * MIB });
  // A split would cut a request short by itself.
  await sluice.command('downloads:add', { urls: [url], connections: 1 });
  await expect(sluice.page.getByText('a.bin').first()).toBeVisible();
  await sluice.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  // Not through Playwright's page, which died; and a script sent to a dead process is never answered.
  const shownText = () =>
    sluice.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents || contents.isCrashed() || contents.isLoading()) return '';
      return Promise.race([
        contents.executeJavaScript('document.body.innerText') as Promise<string>,
        new Promise<string>((resolve) => setTimeout(resolve, 500, '')),
      ]);
    });
  await expect.poll(shownText).toContain('a.bin');
  expect(server.requestsFor('/a.bin').filter(({ state }) => state === 'aborted')).toEqual([]);
});

test('after a sleep every connection is made anew and the download goes on', async ({ sluice, server, folders }) => {
  const url = server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: 4 * MIB });
  await sluice.command('downloads:add', { urls: [url], connections: 2 });
  await server.waitFor(() => server.bytesSent('/a.bin') > SIZE / 4, 'a quarter');
  const requests = server.requestsFor('/a.bin').length;
  await sluice.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  await server.waitFor(() => server.requestsFor('/a.bin').length > requests, 'new connections');
  await expect.poll(async () => (await sluice.list())[0]?.status, { timeout: 20_000 }).toBe('finished');
  expect(firstWrongByte(3, 0, await readFile(join(folders.downloads, 'a.bin')))).toBeNull();
});

test('a finished file that is removed lies in the trash; one that is gone is no obstacle', async ({
  start,
  folders,
  server,
}) => {
  const data = join(folders.userData, 'data');
  const app = await start({ env: { XDG_DATA_HOME: data } });
  const urls = ['/a.bin', '/b.bin'].map((path) => server.serve(path, { size: 1_000, seed: 1 }));
  const { added } = await app.command('downloads:add', { urls });
  await expect.poll(async () => (await app.list()).map(({ status }) => status)).toEqual(['finished', 'finished']);
  await rm(join(folders.downloads, 'b.bin'));
  expect(await app.rawCommand('downloads:open-file', { id: added[1] })).toMatchObject({ ok: false });
  await app.command('downloads:remove', { ids: added, deleteFile: true });
  expect(await app.list()).toEqual([]);
  expect(await readdir(folders.downloads)).toEqual([]);
  if (process.platform === 'linux') expect(await readdir(join(data, 'Trash/files'))).toEqual(['a.bin']);
});
