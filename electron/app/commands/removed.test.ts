import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../engine/index.ts';
import { startCruelServer, type CruelServer } from '../../engine/testing/index.ts';
import { Removed } from './removed.ts';

let server: CruelServer;
let engine: Engine;
let directory: string;
beforeEach(async () => {
  server = await startCruelServer();
  engine = createEngine({ maxActiveDownloads: 5 });
  directory = await mkdtemp(join(tmpdir(), 'sluice-removed-'));
});
afterEach(async () => {
  await engine.shutdown();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const reached = (id: string, status: string): Promise<void> =>
  new Promise((resolve) => {
    const stop = engine.subscribe(() => {
      if (engine.get(id)?.status !== status) return;
      stop();
      resolve();
    });
  });
const names = (): string[] => engine.list().map(({ fileName }) => fileName);

test('a finished one is back in its place with its history, its file untouched', async () => {
  const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map((name) =>
    engine.add({ url: server.serve(`/${name}`, { size: 9, seed: 4 }), directory }, { paused: name !== 'b' }),
  );
  await reached(b, 'finished');
  const [before, timeline] = [engine.get(b), engine.timeline(b)];
  const removed = new Removed(engine);
  removed.remember([await engine.remove(b)].filter((record) => record !== null));
  expect(names()).toEqual(['a', 'c']);
  expect(removed.putBack([b, 'never'])).toEqual([b]);
  expect(names()).toEqual(['a', 'b', 'c']);
  // Whether it can be split is known of a run only, and that has ended.
  expect({ ...engine.get(b), segmentable: null }).toEqual({ ...before, segmentable: null });
  expect(engine.timeline(b)).toEqual(timeline);
  expect(await readFile(join(directory, 'b'))).toHaveLength(9);
  expect(removed.putBack([a, b, c])).toEqual([]);
});

test('an unfinished one goes on with what was kept', async () => {
  const size = 2 ** 20;
  const url = server.serve('/x', { size, seed: 4, bytesPerSecond: size });
  const id = engine.add({ url, directory });
  await server.waitFor(() => server.bytesSent('/x') > size / 4, 'a quarter');
  const removed = new Removed(engine);
  removed.remember([await engine.cancel(id, { keepPart: true })].filter((record) => record !== null));
  expect(engine.get(id)).toBeUndefined();
  server.change('/x', { bytesPerSecond: null });
  removed.putBack([id]);
  await reached(id, 'finished');
  expect(engine.timeline(id).map(({ code }) => code)).toContain('resumed');
});

test('one whose name another has by now gets a new one', async () => {
  const url = server.serve('/x', { size: 2 ** 20, seed: 4, bytesPerSecond: 2 ** 20 });
  const id = engine.add({ url, directory });
  await server.waitFor(() => server.bytesSent('/x') > 2 ** 18, 'a quarter');
  const removed = new Removed(engine);
  removed.remember([await engine.cancel(id, { keepPart: true })].filter((record) => record !== null));
  const other = engine.add({ url, directory });
  await server.waitFor(() => engine.get(other)?.status === 'downloading', 'the other');
  server.change('/x', { bytesPerSecond: null });
  removed.putBack([id]);
  await Promise.all([reached(id, 'finished'), reached(other, 'finished')]);
  expect(names().sort()).toEqual(['x', 'x (1)']);
});
