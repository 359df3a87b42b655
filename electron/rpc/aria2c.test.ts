import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, SECRET, startScene, type Scene } from './testing/clients.ts';

const isThere = spawnSync('aria2c', ['--version']).status === 0;
if (!isThere) process.stderr.write('aria2c is not installed: its answers are not compared.\n');

/** Asked of both until the answers tell the same state, with the pause that a client would make. */
async function until<Result>(ask: () => Promise<Result>, fits: (result: Result) => boolean): Promise<Result> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const result = await ask();
    if (fits(result)) return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never came to that: ${JSON.stringify(await ask())}`);
}

/** Every value as its type: numbers in text as `digits`, so that one that should be text is seen. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, inner]) => [key, key === 'bitfield' ? 'bits' : shape(inner)]),
    );
  }
  if (typeof value !== 'string') return typeof value;
  return /^\d+$/.test(value) ? 'digits' : /^(true|false)$/.test(value) ? value : 'text';
}

describe.skipIf(!isThere)('side by side with a real aria2c', () => {
  let scene: Scene;
  let child: ChildProcess;
  let directory: string;
  let port: number;
  beforeAll(async () => {
    scene = await startScene();
    directory = mkdtempSync(join(tmpdir(), 'sluice-aria2c-'));
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    port = (probe.address() as AddressInfo).port;
    probe.close();
    const flags = [`--rpc-listen-port=${String(port)}`, `--rpc-secret=${SECRET}`, `--dir=${directory}`];
    child = spawn('aria2c', ['--enable-rpc', '--quiet', '--no-conf', ...flags], { stdio: 'ignore' });
    await until(
      () => post(port, '{}').catch(() => null),
      (reply) => reply !== null,
    );
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
    await scene.close();
  });

  const raw = (at: number, method: string, params: unknown[]) =>
    post(at, JSON.stringify({ id: 'x', method, params: [`token:${SECRET}`, ...params] }));
  const both = async (method: string, ...params: unknown[]): Promise<[unknown, unknown]> => {
    const [theirs, ours] = await Promise.all([port, scene.remote.port].map((at) => raw(at, method, params)));
    return [JSON.parse(theirs?.body ?? ''), JSON.parse(ours?.body ?? '')];
  };
  const result = (reply: unknown): never => (reply as { result: never }).result;
  const add = async (path: string, options: object): Promise<[string, string]> => {
    const replies = await both('aria2.addUri', [`${scene.files.origin}${path}`], options);
    return [result(replies[0]), result(replies[1])];
  };
  const settle = (gids: readonly [string, string], state: string) =>
    Promise.all(
      [port, scene.remote.port].map((at, index) =>
        until(
          async () =>
            JSON.parse((await raw(at, 'aria2.tellStatus', [gids[index]])).body) as { result: { status: string } },
          (reply) => (reply as { result?: { status: string } }).result?.status === state,
        ),
      ),
    );

  test('tellStatus, getFiles, getUris: paused, complete, error', async () => {
    scene.files.serve('/f.bin', { size: 3_000_000, seed: 1 });
    const paused = await add('/f.bin', { pause: 'true', out: 'p.bin' });
    const complete = await add('/f.bin', { out: 'c.bin' });
    const error = await add('/none.bin', {});
    for (const [gids, state] of [
      [paused, 'paused'],
      [complete, 'complete'],
      [error, 'error'],
    ] as const) {
      const [theirs, ours] = await settle(gids, state);
      expect(shape(ours), state).toEqual(shape(theirs));
    }
    const [, ours] = await settle(error, 'error');
    expect(ours?.result).toMatchObject({ errorCode: '3' });
    for (const [method, gids] of [
      ['aria2.getFiles', complete],
      ['aria2.getUris', paused],
    ] as const) {
      const [theirs, own] = await Promise.all([
        raw(port, method, [gids[0]]),
        raw(scene.remote.port, method, [gids[1]]),
      ]);
      expect(shape(JSON.parse(own.body)), method).toEqual(shape(JSON.parse(theirs.body)));
    }
    const [waiting, own] = await both('aria2.tellWaiting', 0, 10);
    expect(shape(own)).toEqual(shape(waiting));
    // Nothing is left that would start with `unpauseAll` below, in one program sooner than in the other.
    for (const [index, at] of [port, scene.remote.port].entries()) await raw(at, 'aria2.forceRemove', [paused[index]]);
    await until(
      () => both('aria2.tellWaiting', 0, 10),
      (replies) => replies.every((reply) => (result(reply) as unknown[]).length === 0),
    );
    for (const at of [port, scene.remote.port]) await raw(at, 'aria2.purgeDownloadResult', []);
  });

  test('tellStatus and getServers of one that runs, and is removed', async () => {
    scene.files.serve('/slow.bin', { size: 4_000_000, seed: 1, bytesPerSecond: 50_000 });
    const gids = await add('/slow.bin', { out: 's.bin' });
    const [theirs, ours] = await Promise.all(
      [port, scene.remote.port].map((at, index) =>
        until(
          async () =>
            JSON.parse((await raw(at, 'aria2.tellStatus', [gids[index]])).body) as { result: Record<string, string> },
          ({ result: status }) => status['bitfield'] !== undefined && Number(status['completedLength']) > 0,
        ),
      ),
    );
    expect(shape(ours)).toEqual(shape(theirs));
    const servers = await Promise.all(
      [port, scene.remote.port].map((at, index) =>
        until(
          async () =>
            JSON.parse((await raw(at, 'aria2.getServers', [gids[index]])).body) as { result: { servers: unknown[] }[] },
          (reply) => (reply.result[0]?.servers.length ?? 0) > 0,
        ),
      ),
    );
    expect(shape(servers[1])).toEqual(shape(servers[0]));
    for (const [index, at] of [port, scene.remote.port].entries()) await raw(at, 'aria2.forceRemove', [gids[index]]);
    const [gone, here] = await settle(gids, 'removed');
    expect(shape(here)).toEqual(shape(gone));
  });

  test.each<[string, unknown[]]>([
    ['aria2.getGlobalStat', []],
    ['aria2.getSessionInfo', []],
    ['aria2.pauseAll', []],
    ['aria2.unpauseAll', []],
    ['aria2.tellWaiting', [0, 10]],
    ['aria2.tellStopped', [-1, 10, ['gid']]],
    ['aria2.changeGlobalOption', [{ 'max-overall-download-limit': '0' }]],
    ['system.multicall', [[{ methodName: 'aria2.nope', params: [] }]]],
  ])('%s', async (method, params) => {
    const [theirs, ours] = await both(method, ...params);
    expect(shape(ours)).toEqual(shape(theirs));
  });

  test.each<[string, string]>([
    ['not JSON', 'x'],
    ['a number', '3'],
    ['no method', '{"id":1}'],
    ['no id', '{"method":"aria2.getVersion"}'],
    ['an empty batch', '[]'],
    ['no secret', '{"id":"x","method":"aria2.getVersion"}'],
    ['no such method', `{"id":"x","method":"aria2.nope","params":["token:${SECRET}"]}`],
    ['no parameter', `{"id":"x","method":"aria2.addUri","params":["token:${SECRET}"]}`],
    ['no URI', `{"id":"x","method":"aria2.addUri","params":["token:${SECRET}",[]]}`],
    ['a bad gid', `{"id":"x","method":"aria2.tellStatus","params":["token:${SECRET}","zz"]}`],
    ['an unknown gid', `{"id":"x","method":"aria2.tellStatus","params":["token:${SECRET}","ffff"]}`],
    ['a bad option', `{"id":"x","method":"aria2.addUri","params":["token:${SECRET}",["http://h/"],{"split":"x"}]}`],
  ])('to the letter: %s', async (_, body) => {
    const [theirs, ours] = await Promise.all([post(port, body), post(scene.remote.port, body)]);
    expect([ours.status, JSON.parse(ours.body)]).toEqual([theirs.status, JSON.parse(theirs.body)]);
    expect(ours.headers['content-type']).toBe(theirs.headers['content-type']);
  });

  test('every method that is no torrent’s has its name here', async () => {
    const [theirs, ours] = await both('system.listMethods');
    expect([...(result(ours) as string[])].sort()).toEqual([...(result(theirs) as string[])].sort());
    const [told, tell] = await both('system.listNotifications');
    expect([...(result(tell) as string[])].sort()).toEqual([...(result(told) as string[])].sort());
  });
});
