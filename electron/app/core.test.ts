import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstWrongByte, seededDigest, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { startRemote } from '../rpc/index.ts';
import { systemClock } from './clock.ts';
import { addAll } from './commands/add.ts';
import { createCore, type Core } from './core.ts';
import { remoteHost } from './remote/host.ts';

/** The engine, the library and what ties them together, without a window and with everything real. */
let folder: string;
let server: CruelServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-core-'));
  server = await startCruelServer();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(): Core {
  const core = createCore({
    userData: folder,
    downloads: join(folder, 'downloads'),
    secretBox: { seal: () => null, open: () => null },
    clock: systemClock,
    trash: () => Promise.resolve(),
    onProblem: (what, error) => expect.unreachable(`${what}: ${String(error)}`),
  });
  core.restore();
  return core;
}

async function stop(core: Core): Promise<void> {
  await core.engine.shutdown();
  core.release();
}

/** Resolves when a download has reached a state. */
const reached = (core: Core, id: string, status: string): Promise<void> =>
  new Promise((resolve) => {
    const look = () => core.engine.get(id)?.status === status && resolve();
    core.engine.subscribe(look);
    look();
  });

const SIZE = 6 * 2 ** 20;

test('a download goes on after a quit in the middle, and what is on the list stays there', async () => {
  const url = server.serve('/file.bin', { size: SIZE, seed: 5 });
  const hold = server.hold('/file.bin', { atOffset: 2 * 2 ** 20 });
  const first = start();
  const { added } = addAll(first.engine, { urls: [url], start: true }, first.addDefaults());
  const [id = ''] = added;
  addAll(first.engine, { urls: ['https://paused.example/'], start: false }, first.addDefaults());
  await hold.reached;
  await stop(first);
  hold.release();

  const second = start();
  expect(second.engine.list().map(({ url: given, status }) => [given, status])).toEqual([
    [url, expect.stringMatching(/queued|probing|downloading/)],
    ['https://paused.example/', 'paused'],
  ]);
  await reached(second, id, 'finished');
  expect(firstWrongByte(5, 0, await readFile(join(folder, 'downloads/file.bin')))).toBeNull();
  await stop(second);

  const third = start();
  expect(third.engine.get(id)).toMatchObject({ status: 'finished', receivedBytes: SIZE, fileName: 'file.bin' });
  expect(third.activity.isActive).toBe(false);
  await stop(third);
});

test('cancelled and removed downloads do not come back, and leave what they should', async () => {
  const url = server.serve('/file.bin', { size: SIZE, seed: 5 });
  server.hold('/file.bin', { atOffset: 2 ** 20 });
  const first = start();
  const [id = ''] = addAll(first.engine, { urls: [url], start: true }, first.addDefaults()).added;
  await reached(first, id, 'downloading');
  await first.actions.cancel([id], false);
  await stop(first);
  expect(await readdir(join(folder, 'downloads'))).toEqual([]);
  const second = start();
  expect(second.engine.list()).toEqual([]);
  await stop(second);
});

test('a cancel that a kill cuts off is ended by the next start', async () => {
  const url = server.serve('/file.bin', { size: SIZE, seed: 5 });
  const hold = server.hold('/file.bin', { atOffset: 2 ** 20 });
  const first = start();
  const [id = ''] = addAll(first.engine, { urls: [url], start: true }, first.addDefaults()).added;
  await hold.reached;
  await new Promise<void>((resolve) =>
    first.engine.subscribe(() => (first.engine.get(id)?.receivedBytes ?? 0) > 2 ** 18 && resolve()),
  );
  await first.engine.pause(id);
  const cancelled = first.actions.cancel([id], false);
  first.keeper.flush();
  // As the kill would leave it: the intent on record, the part file still there.
  const left = `${folder}-left`;
  cpSync(folder, left, { recursive: true });
  await cancelled;
  await stop(first);
  rmSync(folder, { recursive: true });
  renameSync(left, folder);
  expect(await readdir(join(folder, 'downloads'))).toEqual(['file.bin.part', 'file.bin.part.json']);

  const second = start();
  expect(second.engine.list()).toEqual([]);
  await stop(second);
  expect(await readdir(join(folder, 'downloads'))).toEqual([]);
  const third = start();
  expect(third.library.downloads.all()).toEqual([]);
  await stop(third);
});

test('what a host allows outlives the program', async () => {
  const path = '/file.bin';
  const url = server.serve(path, {
    size: SIZE,
    seed: 5,
    bytesPerSecond: 4 * 2 ** 20,
    scenarios: [{ id: 'server-allows-N-connections', limit: 2 }],
  });
  const host = new URL(url).host;
  const first = start();
  const fetch = async (core: Core): Promise<void> => {
    const [id = ''] = addAll(core.engine, { urls: [url], connections: 6, start: true }, core.addDefaults()).added;
    await reached(core, id, 'finished');
  };
  await fetch(first);
  expect(first.library.hosts.since(0).get(host)?.connections).toBe(2);
  await stop(first);
  const refused = (): number => server.requests.filter(({ status }) => status === 503).length;
  const before = refused();
  expect(before).toBeGreaterThan(0);

  const second = start();
  await fetch(second);
  expect(refused()).toBe(before);
  await stop(second);
});

test('the digest that a server announced outlives the program', async () => {
  const headers = [
    ['Repr-Digest', `sha-256=:${Buffer.from(seededDigest(5, SIZE, 'sha-256'), 'hex').toString('base64')}:`],
  ] as const;
  const url = server.serve('/file.bin', { size: SIZE, seed: 5, headers });
  const first = start();
  const [id = ''] = addAll(first.engine, { urls: [url], start: true }, first.addDefaults()).added;
  await reached(first, id, 'finished');
  const before = first.engine.get(id);
  expect(before?.checksumOrigin).toBe('announced');
  await stop(first);
  const second = start();
  const { checksum, checksumOrigin } = before ?? {};
  expect(second.engine.get(id)).toMatchObject({ checksum, checksumOrigin });
  await stop(second);
});

test('order, priorities, queues, chosen categories and limits outlive the program', async () => {
  const first = start();
  const { engine } = first;
  await engine.queues.stop('default');
  const queueId = engine.queues.create({ name: 'Nights', maxActive: 2, schedule: [{ days: [1], start: 60, end: 61 }] });
  const urls = ['a', 'b', 'c'].map((name) => `https://paused.example/${name}`);
  const addition = { urls, start: true, priority: 'low', categoryId: 'music' } as const;
  const { added } = addAll(engine, addition, first.addDefaults());
  const [a = '', b = '', c = ''] = added;
  engine.move([c], { before: b });
  engine.move([a], 'bottom');
  engine.setPriority([b], 'high');
  engine.setQueue([b], queueId);
  engine.setLimit([c], 1_234);
  engine.setCategory([b], 'video');
  engine.setCategory([a], null);
  const before = engine.list();
  const queues = engine.queues.list();
  await stop(first);

  const second = start();
  expect(second.engine.list()).toEqual(before);
  expect(second.engine.list().map(({ id }) => id)).toEqual([c, b, a]);
  expect(second.engine.get(b)).toMatchObject({ priority: 'high', queueId });
  expect(second.engine.get(c)).toMatchObject({ priority: 'low', limitBytesPerSecond: 1_234 });
  expect([a, b, c].map((id) => second.engine.get(id)?.categoryId)).toEqual([null, 'video', 'music']);
  expect(second.engine.queues.list()).toEqual(queues);
  second.engine.queues.remove(queueId);
  await stop(second);

  const third = start();
  expect(third.engine.get(b)?.queueId).toBe('default');
  expect(third.engine.queues.list()).toHaveLength(1);
  await stop(third);
});

test('slow mode limits what runs, and lets it go when it is turned off', async () => {
  const core = start();
  core.library.settings.update({ slowMode: true, slowLimitBytesPerSecond: 10_000 });
  const url = server.serve('/file.bin', { size: SIZE, seed: 5 });
  const [id = ''] = addAll(core.engine, { urls: [url], start: true }, core.addDefaults()).added;
  await reached(core, id, 'downloading');
  core.library.settings.update({ slowMode: false });
  await reached(core, id, 'finished');
  await stop(core);
});

test('what comes by the RPC begins with what rules and categories say, unless it says so itself', async () => {
  const core = start();
  const { settings, hostRules } = core.library;
  const [films, mirror] = [join(folder, 'films'), join(folder, 'mirror')];
  const categories = settings
    .get()
    .categories.map((category) => (category.id === 'video' ? { ...category, directory: films } : category));
  settings.update({ categories, connections: 4 });
  const nothing = { limitBytesPerSecond: null, userAgent: '', referrer: '', proxy: '', headers: {} } as const;
  hostRules.put({ ...nothing, id: 'a', pattern: 'mirror.example', connections: 2, directory: mirror });
  hostRules.put({ ...nothing, id: 'b', pattern: 'films.example', connections: 3, directory: '' });
  const remote = await startRemote({
    host: remoteHost(core, '1.2.3', () => undefined),
    at: { port: 0 },
    secret: () => 's',
    allowed: () => [],
    onDefect: (error) => expect.unreachable(String(error)),
  });
  const add = async (url: string, options = {}): Promise<unknown> => {
    const known = new Set(core.engine.list().map(({ id }) => id));
    const params = ['token:s', [url], { pause: 'true', ...options }];
    await fetch(`http://127.0.0.1:${remote.port}/jsonrpc`, {
      method: 'POST',
      body: JSON.stringify({ id: 1, method: 'aria2.addUri', params }),
    });
    const fresh = core.engine.list().find(({ id }) => !known.has(id));
    const { directory, connections } = core.engine.record(fresh?.id ?? '')?.request ?? {};
    return [directory, connections];
  };
  expect(await add('https://mirror.example/a.mkv')).toEqual([mirror, 2]);
  expect(await add('https://films.example/a.mkv')).toEqual([films, 3]);
  expect(await add('https://else.example/a.iso')).toEqual([join(folder, 'downloads'), 4]);
  expect(await add('https://mirror.example/b.mkv', { split: '7', dir: folder })).toEqual([folder, 7]);
  await remote.close();

  // A category that was chosen is more than a rule, and one without a folder is none that the rules say.
  const { defaultsFor } = core.addDefaults();
  const link = { url: 'https://mirror.example/a.iso' };
  expect(defaultsFor(link, 'video').directory).toBe(films);
  expect(defaultsFor(link, 'music').directory).toBe(mirror);
  expect(defaultsFor({ url: 'https://else.example/a.mkv' }, 'music').directory).toBeNull();
  await stop(core);
});

test('settings reach the engine and the defaults', async () => {
  const core = start();
  expect(core.addDefaults()).toEqual({
    directory: join(folder, 'downloads'),
    connections: 'auto',
    conflictPolicy: 'number',
    defaultsFor: expect.any(Function) as unknown,
  });
  core.library.settings.update({ directory: folder, connections: 4, maxActiveDownloads: 1 });
  expect(core.addDefaults()).toMatchObject({ directory: folder, connections: 4 });
  const urls = ['/a', '/b'].map((path) => server.serve(path, { size: SIZE, seed: 1 }));
  for (const path of ['/a', '/b']) server.hold(path, { after: 1 });
  const { added } = addAll(core.engine, { urls, start: true }, core.addDefaults());
  await reached(core, added[0] ?? '', 'downloading');
  expect(core.engine.list().map(({ status }) => status)).toEqual(['downloading', 'queued']);
  await stop(core);
});
