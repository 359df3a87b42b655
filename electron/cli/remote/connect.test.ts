import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startScene, SECRET, type Scene } from '../../rpc/testing/clients.ts';
import { daemonFolder, writeState } from '../../rpc/index.ts';
import { connect, isThere } from './connect.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const state = (secret: string) => ({ port: scene.remote.port, secret, pid: process.pid });

describe('whether the program that left word runs', () => {
  test('it does when its secret is taken; a daemon with another one is somebody else', async () => {
    expect(await isThere(state(SECRET))).toBe(true);
    expect(await isThere(state('of one that was killed'))).toBe(false);
    const environment = { SLUICE_USER_DATA: await mkdtemp(join(tmpdir(), 'sluice-connect-')) };
    const folder = daemonFolder(environment, process.platform);
    await mkdir(folder, { recursive: true });
    writeState(folder, state('of one that was killed'));
    await expect(connect({ environment, daemon: true })).rejects.toThrow('No daemon is running');
    await rm(environment.SLUICE_USER_DATA, { recursive: true });
  });

  test('aria2 without a secret takes any, and is not it', async () => {
    const aria2 = createServer((_, reply) => {
      reply.end('{"id":1,"jsonrpc":"2.0","result":{"version":"1.37.0","enabledFeatures":[]}}');
    });
    await once(aria2.listen(0, '127.0.0.1'), 'listening');
    const { port } = aria2.address() as AddressInfo;
    expect(await isThere({ port, secret: SECRET, pid: process.pid })).toBe(false);
    aria2.close();
  });

  test('it does while it looks at no secret after many wrong ones', async () => {
    for (let guess = 0; guess < 40; guess += 1) await isThere(state(`guess ${String(guess)}`));
    expect(await isThere(state(SECRET))).toBe(true);
  });
});
