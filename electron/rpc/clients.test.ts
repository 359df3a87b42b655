import Aria2 from 'aria2';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { firstWrongByte } from '../engine/testing/index.ts';
import { readFile } from 'node:fs/promises';
import { SECRET, startScene, type Scene } from './testing/clients.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.close());

test('the client aria2 over WebSocket: adds, is told, asks', async () => {
  const client = new Aria2({ host: '127.0.0.1', port: scene.remote.port, secret: SECRET, WebSocket });
  await client.open();
  const told: string[] = [];
  const complete = new Promise<{ gid: string }>((resolve) => {
    client.on('onDownloadStart', () => told.push('start'));
    client.on('onDownloadComplete', ([event]: { gid: string }[]) => {
      if (event) resolve(event);
    });
  });
  const url = scene.files.serve('/a.bin', { size: 3_000_000, seed: 5 });
  const gid = (await client.call('addUri', [url], { out: 'named.bin', split: 4 })) as string;
  expect(gid).toMatch(/^[0-9a-f]{16}$/);
  expect(await complete).toEqual({ gid });
  expect(told).toEqual(['start']);
  const status: unknown = await client.call('tellStatus', gid, [
    'status',
    'totalLength',
    'completedLength',
    'bitfield',
  ]);
  expect(status).toEqual({ status: 'complete', totalLength: '3000000', completedLength: '3000000', bitfield: 'e0' });
  expect(await client.multicall([['getVersion'], ['tellStopped', -1, 10, ['gid']]])).toMatchObject([
    [{ version: '1.37.0' }],
    [[{ gid }]],
  ]);
  await client.close();
  expect(firstWrongByte(5, 0, await readFile(`${scene.harness.directory}/named.bin`))).toBeNull();
});

test('the client maria2 over HTTP and WebSocket', async () => {
  const address = `127.0.0.1:${String(scene.remote.port)}/jsonrpc` as const;
  // It wants the browser's, which Node has from 22 on, when it is loaded.
  vi.stubGlobal('WebSocket', WebSocket);
  const { aria2, createHTTP, createWebSocket, open, system } = await import('maria2/dist/index.js');
  for (const socket of [createHTTP(`http://${address}`), createWebSocket(`ws://${address}`)]) {
    const connection = await open(socket, { secret: SECRET });
    const url = scene.files.serve('/b.bin', { size: 1_000, seed: 5 });
    const gid = await aria2.addUri(connection, [url], { pause: true });
    expect(await aria2.tellStatus(connection, gid)).toMatchObject({
      gid,
      status: 'paused',
      dir: scene.harness.directory,
    });
    expect(await aria2.tellWaiting(connection, 0, 10)).toMatchObject([{ gid }]);
    expect(await system.listNotifications(connection)).toContain('aria2.onBtDownloadComplete');
    expect(await aria2.remove(connection, gid)).toBe(gid);
    expect(await aria2.tellStatus(connection, gid)).toMatchObject({ status: 'removed', errorCode: '31' });
    expect(await aria2.removeDownloadResult(connection, gid)).toBe('OK');
    await expect(aria2.tellStatus(connection, gid)).rejects.toBeTruthy();
    connection.socket.close();
  }
});

test('options by aria2’s names reach the download', async () => {
  const gid = await scene.call<string>('aria2.addUri', ['http://127.0.0.1:1/a.bin', 'http://127.0.0.1:2/a.bin'], {
    dir: 'sub',
    out: 'x.bin',
    split: '16',
    'max-connection-per-server': '8',
    header: ['X-Token: secret', 'Cookie: a=1'],
    referer: 'http://page.example/',
    'user-agent': 'Someone/1',
    'max-download-limit': '100K',
    checksum: `sha-1=${'a'.repeat(40)}`,
    'http-user': 'me',
    'http-passwd': 'hush',
    'allow-overwrite': 'true',
    pause: 'true',
    'bt-max-peers': '55',
  });
  const id = scene.harness.engine.list()[0]?.id ?? '';
  expect(scene.harness.engine.record(id)?.request).toEqual({
    url: 'http://127.0.0.1:1/a.bin',
    mirrors: ['http://127.0.0.1:2/a.bin'],
    directory: `${scene.harness.directory}/sub`,
    fileName: 'x.bin',
    connections: 8,
    conflictPolicy: 'overwrite',
    headers: { 'x-token': 'secret', cookie: 'a=1', referer: 'http://page.example/', 'user-agent': 'Someone/1' },
    limitBytesPerSecond: 102_400,
    checksum: { algorithm: 'sha-1', hex: 'a'.repeat(40) },
    credentials: { user: 'me', password: 'hush' },
  });
  const shown = await scene.call<Record<string, unknown>>('aria2.getOption', gid.slice(0, 6));
  expect(shown).toMatchObject({
    out: 'x.bin',
    split: '8',
    'max-download-limit': '102400',
    referer: 'http://page.example/',
  });
  expect(JSON.stringify(shown)).not.toMatch(/hush|secret|a=1/);
  await scene.call('aria2.changeOption', gid, { 'max-download-limit': '0' });
  expect(scene.harness.engine.get(id)?.limitBytesPerSecond).toBeNull();
  await expect(scene.call('aria2.changeOption', gid, { dir: '/x' })).rejects.toThrow('cannot be changed after');
  await expect(scene.call('aria2.addUri', ['http://h/'], { 'dry-run': 'true' })).rejects.toThrow('not supported');
  await expect(scene.call('aria2.addUri', ['http://h/'], { split: 'x' })).rejects.toThrow("option '--split'");
  await expect(scene.call('aria2.addUri', ['http://h/'], { out: '../x' })).rejects.toThrow('without a path');
  await scene.call('aria2.changeGlobalOption', { 'max-overall-download-limit': '1M', 'max-concurrent-downloads': '3' });
  expect(scene.settings).toMatchObject({ limitBytesPerSecond: 2 ** 20, maxActiveDownloads: 3 });
});

test('positions, negative offsets, pausing and going on', async () => {
  const gids: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    gids.push(await scene.call<string>('aria2.addUri', [`http://127.0.0.1:1/${name}`], { pause: 'true' }));
  }
  const [a = '', b = '', c = ''] = gids;
  const waiting = async (offset: number, count: number): Promise<string[]> =>
    (await scene.call<{ gid: string }[]>('aria2.tellWaiting', offset, count, ['gid'])).map(({ gid }) => gid);
  expect(await waiting(0, 10)).toEqual([a, b, c]);
  expect(await waiting(-1, 2)).toEqual([c, b]);
  expect(await waiting(-2, 5)).toEqual([b, a]);
  expect(await waiting(-4, 1)).toEqual([]);
  expect(await scene.call('aria2.changePosition', c, 0, 'POS_SET')).toBe(0);
  expect(await waiting(0, 10)).toEqual([c, a, b]);
  expect(await scene.call('aria2.changePosition', c, 1, 'POS_CUR')).toBe(1);
  expect(await scene.call('aria2.changePosition', a, 0, 'POS_END')).toBe(2);
  expect(await waiting(0, 10)).toEqual([c, b, a]);
  await expect(scene.call('aria2.pause', a)).rejects.toThrow(`GID#${a} cannot be paused now`);
  const fresh = scene.files.serve('/fresh', { size: 10, seed: 1 });
  expect(await scene.call('aria2.changeUri', a, 1, ['http://127.0.0.1:1/a'], [fresh])).toEqual([1, 1]);
  const id = scene.harness.engine.list().find(({ url }) => url === fresh)?.id ?? '';
  await scene.harness.settled(id, 'finished');
  expect(await scene.call('aria2.tellStatus', a, ['status'])).toEqual({ status: 'complete' });
  expect(await scene.call('aria2.purgeDownloadResult')).toBe('OK');
  expect(await scene.call('aria2.getGlobalStat')).toMatchObject({ numWaiting: '2', numStopped: '0', numActive: '0' });
});

test('what does not exist is said', async () => {
  await expect(scene.call('aria2.addTorrent', 'AAAA')).rejects.toThrow('does not download torrents');
  await expect(scene.call('aria2.nope')).rejects.toThrow('No such method: aria2.nope');
  await expect(scene.call('aria2.tellStatus', 'zz')).rejects.toThrow('Invalid GID zz');
  await expect(scene.call('aria2.addUri', ['ftp.example'])).rejects.toThrow('not a link');
  await expect(scene.call('aria2.addUri')).rejects.toThrow('The parameter at 0 is required but missing.');
});
