import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { post, SECRET, startScene, type Scene } from './testing/clients.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const version = (token: string | null): string =>
  JSON.stringify({ id: 'x', method: 'aria2.getVersion', params: token === null ? [] : [`token:${token}`] });
const good = version(SECRET);
const message = (body: string): unknown => (JSON.parse(body) as { error: unknown }).error;

describe('rpc-abuse', () => {
  test('it listens on loopback only', async () => {
    const interfaces = (await import('node:os')).networkInterfaces();
    const other = Object.values(interfaces)
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    if (!other) return;
    const socket = connect(scene.remote.port, other.address);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  test.each([
    ['none', null],
    ['an empty one', ''],
    ['another', 'guess'],
    ['more than it', `${SECRET}x`],
  ])('a secret always, and exactly it: %s', async (_, token) => {
    const { status, body } = await post(scene.remote.port, version(token));
    expect(status).toBe(400);
    expect(body).toBe('{"id":"x","jsonrpc":"2.0","error":{"code":1,"message":"Unauthorized"}}');
  });

  test('a page that is not on the list is refused before its call is read', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:3000',
      `http://127.0.0.1:${String(scene.remote.port)}`,
    ]) {
      const { status, headers, body } = await post(scene.remote.port, good, { origin });
      expect([status, headers['access-control-allow-origin'], body]).toEqual([403, undefined, 'Forbidden\n']);
      expect((await post(scene.remote.port, '', { origin }, 'OPTIONS')).status).toBe(403);
    }
  });

  test('one that is on the list is answered, and told so by CORS', async () => {
    scene.allowed = ['https://ariang.example'];
    const origin = 'https://ariang.example';
    const asked = { origin, 'access-control-request-headers': 'content-type' };
    const preflight = await post(scene.remote.port, '', asked, 'OPTIONS');
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'content-type',
        vary: 'origin',
      },
    });
    const reply = await post(scene.remote.port, good, { origin });
    expect([reply.status, reply.headers['access-control-allow-origin']]).toEqual([200, origin]);
    scene.allowed = [];
  });

  test('an extension may come in, with the secret', async () => {
    const origin = 'chrome-extension://abcdefghijklmnop';
    expect((await post(scene.remote.port, good, { origin })).status).toBe(200);
    expect((await post(scene.remote.port, version('no'), { origin })).status).toBe(400);
  });

  test('a name that was made to lead here is refused (DNS rebinding)', async () => {
    const { port } = scene.remote;
    expect((await post(port, good, { host: `evil.example:${String(port)}` })).status).toBe(403);
    expect((await post(port, good, { host: `localhost:${String(port)}` })).status).toBe(200);
    expect((await post(port, good, { host: '[::1]:80' })).status).toBe(200);
    scene.allowed = ['nas.example'];
    expect((await post(port, good, { host: 'nas.example' })).status).toBe(200);
    scene.allowed = [];
  });

  test('over WebSocket the same: origin, host and secret', async () => {
    const url = `ws://127.0.0.1:${String(scene.remote.port)}/jsonrpc`;
    const page = new WebSocket(url, { origin: 'https://evil.example' });
    const [error] = (await once(page, 'error')) as [Error];
    expect(error.message).toContain('403');
    const program = new WebSocket(url);
    await once(program, 'open');
    program.send(version('no'));
    const [data] = (await once(program, 'message')) as [Buffer];
    expect(message(String(data))).toEqual({ code: 1, message: 'Unauthorized' });
    // It is not told what goes on either: the next thing it hears is the answer to its own call.
    scene.harness.engine.add({ url: `${scene.files.origin}/none`, directory: scene.harness.directory });
    program.send(version('no'));
    const [next] = (await once(program, 'message')) as [Buffer];
    expect(message(String(next))).toEqual({ code: 1, message: 'Unauthorized' });
    program.send('x'.repeat(2 * 2 ** 20 + 1));
    const [code] = (await once(program, 'close')) as [number];
    expect(code).toBe(1009);
  });

  test('no JSONP, no GET, no other path', async () => {
    const query = '/jsonrpc?method=aria2.getVersion&id=x&jsoncallback=steal';
    const { status, body } = await post(scene.remote.port, '', {}, 'GET', query);
    expect(status).toBe(405);
    expect(body).not.toContain('steal');
    expect((await post(scene.remote.port, good, {}, 'POST', '/other')).status).toBe(404);
  });

  test('a body beyond 2 MiB is not read', async () => {
    const { status } = await post(scene.remote.port, 'x'.repeat(2 * 2 ** 20 + 1));
    expect(status).toBe(413);
  });

  test('a message is one guess, however many are in it', async () => {
    const calls = ['no', SECRET].map((token) => ({ methodName: 'aria2.getVersion', params: [`token:${token}`] }));
    const { body } = await post(
      scene.remote.port,
      JSON.stringify({ id: 1, method: 'system.multicall', params: [calls] }),
    );
    const denied = { code: 1, message: 'Unauthorized' };
    expect((JSON.parse(body) as { result: unknown }).result).toEqual([denied, denied]);
  });

  test('guesses run out, and come back with time; who has signed in is not shut out', async () => {
    const { port } = scene.remote;
    const program = new WebSocket(`ws://127.0.0.1:${String(port)}/jsonrpc`);
    await once(program, 'open');
    program.send(good);
    await once(program, 'message');
    let status = 400;
    for (let guess = 0; guess < 40 && status === 400; guess += 1)
      status = (await post(port, version(`guess ${String(guess)}`))).status;
    expect(status).toBe(429);
    // Not even the right one is looked at: else a guess would still be worth its while.
    expect((await post(port, good)).status).toBe(429);
    program.send(good);
    const [data] = (await once(program, 'message')) as [Buffer];
    expect(String(data)).toContain('enabledFeatures');
    program.close();
    scene.now += 2_000;
    expect((await post(port, good)).status).toBe(200);
  });
});
