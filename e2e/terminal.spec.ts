import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import { runToEnd, startFromTerminal } from './support/terminal.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
const SIZE = 16 * MIB;

test('a second start hands its links to the first and ends', async ({ sluice, folders, server }) => {
  await sluice.hideWindow();
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
    const requests = server.requestsFor('/file.bin').length;
    const { code } = await runToEnd(folders, args);
    expect(code).toBe(0);
    // It goes on where the first one stopped: nobody asks for the beginning again.
    const starts = server
      .requestsFor('/file.bin')
      .slice(requests)
      .map(({ range }) => range?.start ?? 0);
    expect(Math.min(...starts)).toBeGreaterThan(0);
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
