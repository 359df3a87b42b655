import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import { ROOT, appEnvironment, rootSwitches, type AppFolders, type SluiceApp } from './support/app.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
const SIZE = 16 * MIB;

const close = (app: SluiceApp) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** Answers every message box with the button of this index, and keeps what it said. */
const answerDialogs = (app: SluiceApp, response: number) =>
  app.electron.evaluate(({ dialog }, given) => {
    const asked: string[] = [];
    (globalThis as unknown as { asked: string[] }).asked = asked;
    dialog.showMessageBox = ((...args: { message?: string }[]) => {
      asked.push(args.at(-1)?.message ?? '');
      return Promise.resolve({ response: given, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  }, response);
const askedDialogs = (app: SluiceApp) =>
  app.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

/** A start from a terminal. */
function startFromTerminal(folders: AppFolders, args: readonly string[]) {
  const electron = createRequire(import.meta.url)('electron') as string;
  const child = spawn(electron, [...rootSwitches(), ROOT, ...args], { env: appEnvironment(folders), cwd: ROOT });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  const ended = once(child, 'close') as Promise<[number | null]>;
  return {
    out: () => out,
    err: () => err,
    kill: (signal?: NodeJS.Signals) => child.kill(signal),
    ended,
  };
}

/** The same, to its own end. */
async function runToEnd(folders: AppFolders, args: readonly string[]) {
  const { ended, out, err } = startFromTerminal(folders, args);
  const [code] = await ended;
  return { code, out: out(), err: err() };
}

test.describe('closing the window', () => {
  test('with a download running keeps it running, and says so the first time only', async ({ sluice, server }) => {
    const url = server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: MIB });
    await sluice.command('downloads:add', { urls: [url] });
    await expect.poll(async () => (await sluice.list())[0]?.status).toBe('downloading');
    await answerDialogs(sluice, 0);
    await close(sluice);
    await expect.poll(() => sluice.isWindowVisible()).toBe(false);
    expect(await askedDialogs(sluice)).toEqual(['Downloads go on in the background']);

    const before = server.bytesSent('/a.bin');
    await server.waitFor(() => server.bytesSent('/a.bin') > before + MIB / 2, 'bytes while the window is closed');
    await sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    await close(sluice);
    await expect.poll(() => sluice.isWindowVisible()).toBe(false);
    expect(await askedDialogs(sluice)).toHaveLength(1);
    expect((await sluice.command('settings:get')).closeToTrayExplained).toBe(true);
  });

  test('quits when the user says so in that question', async ({ sluice, server }) => {
    await sluice.command('downloads:add', {
      urls: [server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: MIB })],
    });
    await answerDialogs(sluice, 1);
    await close(sluice).catch(() => undefined);
    expect(await sluice.exited()).toBe(0);
  });

  test('quits when nothing is active', async ({ sluice }) => {
    await close(sluice).catch(() => undefined);
    expect(await sluice.exited()).toBe(0);
  });

  test('quits in spite of a download when the setting says so', async ({ sluice, server }) => {
    await sluice.settings({ closeToTray: false });
    await sluice.command('downloads:add', {
      urls: [server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: MIB })],
    });
    await close(sluice).catch(() => undefined);
    expect(await sluice.exited()).toBe(0);
  });
});

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
  const url = server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: 2 * MIB });
  await sluice.command('downloads:add', { urls: [url] });
  await expect.poll(async () => (await deltas()).length).toBeGreaterThan(10);
  const times = await deltas();
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  expect(times.length / seconds).toBeLessThan(11.5);

  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const hidden = (await deltas()).length;
  const sent = server.bytesSent('/a.bin');
  await server.waitFor(() => server.bytesSent('/a.bin') > sent + 2 * MIB, 'bytes while hidden');
  expect((await deltas()).length).toBeLessThanOrEqual(hidden + 1);
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect.poll(async () => (await deltas()).length).toBeGreaterThan(hidden + 3);
});

test('the list, the settings and the bytes survive SIGKILL', async ({ start, folders, server }) => {
  const url = server.serve('/file.bin', { size: SIZE, seed: 9, bytesPerSecond: 4 * MIB });
  const first = await start();
  await first.settings({ density: 'compact' });
  await first.command('downloads:add', { urls: [url], connections: 4 });
  await first.command('downloads:add', { urls: ['https://paused.example/later.iso'], start: false });
  await server.waitFor(() => server.bytesSent('/file.bin') > SIZE / 2, 'half of the file');
  await first.kill();
  expect(await readdir(folders.downloads)).not.toContain('file.bin');

  const sentBefore = server.bytesSent('/file.bin');
  const second = await start();
  expect((await second.command('settings:get')).density).toBe('compact');
  const [file, later] = await second.list();
  expect(file).toMatchObject({ fileName: 'file.bin', connections: 4 });
  expect(later).toMatchObject({ fileName: 'later.iso', status: 'paused' });
  await expect.poll(async () => (await second.list())[0]?.status, { timeout: 20_000 }).toBe('finished');
  expect(firstWrongByte(9, 0, await readFile(join(folders.downloads, 'file.bin')))).toBeNull();
  expect(server.bytesSent('/file.bin') - sentBefore).toBeLessThan(0.9 * SIZE);
});

test('a page that crashes comes back, and the downloads never noticed', async ({ sluice, server }) => {
  const url = server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: 2 * MIB });
  await sluice.command('downloads:add', { urls: [url] });
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

test('quit in mid-way waits for the checkpoint, and the next start goes on', async ({ start, folders, server }) => {
  const url = server.serve('/file.bin', { size: SIZE, seed: 4, bytesPerSecond: 4 * MIB });
  const first = await start();
  await first.command('downloads:add', { urls: [url] });
  await server.waitFor(() => server.bytesSent('/file.bin') > SIZE / 4, 'a quarter of the file');
  await first.quit();
  expect(await first.exited()).toBe(0);
  const sent = server.bytesSent('/file.bin');
  const second = await start();
  await expect.poll(async () => (await second.list())[0]?.status, { timeout: 20_000 }).toBe('finished');
  expect(firstWrongByte(4, 0, await readFile(join(folders.downloads, 'file.bin')))).toBeNull();
  // What lay in socket buffers when the connections were cut was sent, but never came.
  expect(server.bytesSent('/file.bin') - sent).toBeLessThan(SIZE);
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

test('a second start hands its links to the first and ends', async ({ sluice, folders, server }) => {
  await sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const url = server.serve('/a.bin', { size: 1_000, seed: 1 });
  const second = await runToEnd(folders, [url, '--dir', join(folders.downloads, 'sub')]);
  expect(second).toMatchObject({ code: 0 });
  expect(second.out).toContain('running already');
  await expect
    .poll(async () => (await sluice.list()).map(({ status, directory }) => [status, directory]))
    .toEqual([['finished', join(folders.downloads, 'sub')]]);
  expect(await sluice.isWindowVisible()).toBe(true);
});

test.describe('from a terminal', () => {
  test('links are fetched, progress is printed, and the app ends with 0', async ({ folders, server }) => {
    const url = server.serve('/file.bin', { size: SIZE, seed: 6, bytesPerSecond: 4 * MIB });
    const { code, out } = await runToEnd(folders, [url, '--exit-when-done', '--print-progress']);
    expect(out).toMatch(/file\.bin: \d+ %, .* of 16\.0 MiB/);
    expect(out).toContain(`file.bin: finished, 16.0 MiB, saved as ${join(folders.downloads, 'file.bin')}`);
    expect(code).toBe(0);
    expect(firstWrongByte(6, 0, await readFile(join(folders.downloads, 'file.bin')))).toBeNull();
  });

  test('a failure ends with its code and says why', async ({ folders, server }) => {
    const good = server.serve('/good.bin', { size: 1_000, seed: 1 });
    const args = [good, `${server.origin}/none`, '--exit-when-done', '--print-progress'];
    const { code, err } = await runToEnd(folders, args);
    expect(code).toBe(4);
    expect(err).toContain('sluice: not-found:');
    expect(await readdir(folders.downloads)).toContain('good.bin');
  });

  test('Ctrl-C stops it, and the same command goes on where it stopped', async ({ folders, server }) => {
    const url = server.serve('/file.bin', { size: SIZE, seed: 6, bytesPerSecond: 4 * MIB });
    const args = [url, '--exit-when-done', '--print-progress'];
    const first = startFromTerminal(folders, args);
    await server.waitFor(() => server.bytesSent('/file.bin') > SIZE / 2, 'half of the file');
    first.kill('SIGINT');
    expect(await first.ended).toEqual([130, null]);
    const sent = server.bytesSent('/file.bin');
    const { code } = await runToEnd(folders, args);
    expect(code).toBe(0);
    expect(server.bytesSent('/file.bin') - sent).toBeLessThan(0.9 * SIZE);
    expect(await readdir(folders.downloads)).toEqual(['file.bin']);
    expect(firstWrongByte(6, 0, await readFile(join(folders.downloads, 'file.bin')))).toBeNull();
  });

  test('what is no link is refused', async ({ folders }) => {
    const { code, err } = await runToEnd(folders, ['no-link', '--exit-when-done']);
    expect(code).toBe(2);
    expect(err).toContain('sluice: bad-url:');
  });

  test('a command line that makes no sense starts nothing', async ({ folders }) => {
    const { code, err } = await runToEnd(folders, ['--dir']);
    expect(code).toBe(2);
    expect(err).toContain('--dir needs');
  });
});
