import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import { ROOT, appEnvironment } from './support/app.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;

/** A port that is held until it is let go of. */
async function holdPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async release() {
      server.close();
      await once(server, 'close');
    },
  };
}

test('switched on in the settings, programs made for aria2 add a download, and are told how it goes', async ({
  sluice,
  server,
  folders,
}) => {
  const { page } = sluice;
  const taken = await holdPort();
  const free = await holdPort();
  await page.getByTestId('settings').click();
  const section = page.getByTestId('section-remote');
  await sluice.settings({ remotePort: taken.port });
  await section.getByTestId('settings-remote').click();
  await expect(section).toContainText(`Port ${String(taken.port)} is in use by another program.`);
  await free.release();
  const port = section.getByTestId('settings-remotePort');
  await port.fill(String(free.port));
  await port.press('Enter');
  await expect(section).toContainText(`Listening at http://127.0.0.1:${String(free.port)}/jsonrpc`);
  await taken.release();

  const secretField = section.getByTestId('settings-remoteSecret');
  await expect(secretField).toHaveValue('•'.repeat(32));
  await section.getByTestId('remote-show').click();
  await expect(secretField).toHaveValue(/^[0-9a-f]{32}$/);
  await section.getByTestId('remote-renew').click();
  await expect(section).toContainText('Renewed.');
  await expect(section).toContainText('Listening at');
  const secret = await secretField.inputValue();
  await section.getByTestId('settings-remoteListenAll').focus();
  await page.keyboard.press('Escape');

  const address = `127.0.0.1:${String(free.port)}/jsonrpc`;
  const socket = new WebSocket(`ws://${address}`);
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString('utf8')));
  await expect.poll(() => socket.readyState).toBe(WebSocket.OPEN);
  // Who has shown the secret is told.
  socket.send(JSON.stringify({ id: 'v', method: 'aria2.getVersion', params: [`token:${secret}`] }));
  await expect.poll(() => heard.join()).toContain('"sluice"');
  const url = server.serve('/a.iso', { size: 2 * MIB, seed: 7 });
  const response = await fetch(`http://${address}`, {
    method: 'POST',
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'aria2.addUri',
      params: [`token:${secret}`, [url], { out: 'b.iso' }],
    }),
  });
  const { result: gid } = (await response.json()) as { result: string };
  expect(gid).toMatch(/^[0-9a-f]{16}$/);
  await expect(page.getByTestId('download-row')).toContainText('b.iso');
  const told = (event: string) => JSON.stringify({ jsonrpc: '2.0', method: `aria2.${event}`, params: [{ gid }] });
  await expect.poll(() => heard).toContain(told('onDownloadStart'));
  await expect.poll(() => heard).toContain(told('onDownloadComplete'));
  const directory = (await sluice.list())[0]?.directory ?? folders.downloads;
  expect(firstWrongByte(7, 0, await readFile(join(directory, 'b.iso')))).toBeNull();

  await sluice.settings({ remote: false });
  await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
});

test('the command line steers the app that runs, and says when none does', async ({ sluice, server, folders }) => {
  const cli = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(ROOT, 'out/cli/sluice.js'), ...args],
        { env: appEnvironment(folders) },
        (error, out, err) => {
          resolve({ code: error === null ? 0 : Number(error.code), out, err });
        },
      );
    });
  const rows = async () => (await sluice.list()).map(({ fileName, status }) => `${fileName} ${status}`);
  const slow = { size: 64 * MIB, seed: 1, bytesPerSecond: MIB / 4 };
  const urls = ['/a.bin', '/b.bin'].map((path) => server.serve(path, slow));
  const added = await cli('add', '-x', '1', ...urls);
  expect(added).toMatchObject({ code: 0, err: '' });
  const gids = added.out.trim().split('\n');
  await expect(sluice.page.getByTestId('download-row')).toHaveCount(2);
  await expect.poll(rows).toEqual(['a.bin downloading', 'b.bin downloading']);

  expect(await cli('pause', gids[0] ?? '')).toMatchObject({ code: 0, err: '' });
  await expect.poll(rows).toEqual(['a.bin paused', 'b.bin downloading']);
  expect(await cli('pause', '--all')).toMatchObject({ code: 0, err: '' });
  expect(await rows()).toEqual(['a.bin paused', 'b.bin paused']);
  expect((await cli('list')).out).toMatch(new RegExp(`^${gids[0] ?? ''}  paused .*\\n${gids[1] ?? ''}  paused`));
  expect(await cli('resume', '--all')).toMatchObject({ code: 0, err: '' });
  await expect.poll(rows).toEqual(['a.bin downloading', 'b.bin downloading']);
  const neither = await cli('remove');
  expect([neither.code, neither.err]).toEqual([2, expect.stringContaining('or --all.')]);
  expect((await cli('list', '--daemon')).err).toContain('No daemon is running.');
  expect(await cli('remove', '--all')).toMatchObject({ code: 0, err: '' });
  await expect(sluice.page.getByTestId('download-row')).toHaveCount(0);

  await sluice.quit();
  const alone = await cli('list');
  expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('Sluice is not running.')]);
});
