import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../index.ts';
import { firstWrongByte, startCruelServer, type CruelServer } from '../testing/index.ts';

let server: CruelServer;
let engine: Engine;
let directory: string;
beforeEach(async () => {
  server = await startCruelServer();
  engine = createEngine({ maxActiveDownloads: 5 });
  directory = await mkdtemp(join(tmpdir(), 'sluice-rename-'));
});
afterEach(async () => {
  await engine.shutdown();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const finished = (id: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (engine.get(id)?.status !== 'finished') return;
      stop();
      resolve();
    };
    const stop = engine.subscribe(look);
    look();
  });
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  );
const files = async (): Promise<string[]> => (await readdir(directory)).sort();

test('a finished file gets another, safe name, and never another file\u2019s', async () => {
  const id = engine.add({ url: server.serve('/a.bin', { size: 9, seed: 4 }), directory });
  await finished(id);
  expect(await engine.rename(id, ' ../b:c.bin ')).not.toMatch(/[/:]/);
  expect(await engine.rename(id, 'b.bin')).toBe('b.bin');
  expect(await files()).toEqual(['b.bin']);
  expect(engine.path(id)).toBe(join(directory, 'b.bin'));
  expect(engine.timeline(id).at(-1)).toMatchObject({ code: 'name-changed', params: { name: 'b.bin' } });
  await writeFile(join(directory, 'other.bin'), 'mine');
  expect(await codeOf(engine.rename(id, 'other.bin'))).toBe('name-taken');
  expect(await codeOf(engine.rename(id, '  '))).toBe('bad-option');
  expect(await readFile(join(directory, 'other.bin'), 'utf8')).toBe('mine');
  expect(engine.get(id)?.fileName).toBe('b.bin');
  await rm(join(directory, 'b.bin'));
  expect(await codeOf(engine.rename(id, 'c.bin'))).toBe('disk-failed');
  expect(await codeOf(engine.rename('never', 'c.bin'))).toBe('bad-option');
});

test('one that runs goes on under its new name with what it has', async () => {
  const size = 2 ** 20;
  const id = engine.add({ url: server.serve('/a.bin', { size, seed: 4, bytesPerSecond: size }), directory });
  await server.waitFor(() => server.bytesSent('/a.bin') > size / 4, 'a quarter');
  expect(await engine.rename(id, 'b.bin')).toBe('b.bin');
  expect((await files()).filter((name) => name.startsWith('a.bin'))).toEqual([]);
  server.change('/a.bin', { bytesPerSecond: null });
  await finished(id);
  // Recorded as finished before the part file’s own name goes.
  await expect.poll(files).toEqual(['b.bin']);
  expect(firstWrongByte(4, 0, await readFile(join(directory, 'b.bin')))).toBeNull();
  expect(engine.timeline(id).map(({ code }) => code)).toEqual(expect.arrayContaining(['name-changed', 'resumed']));
});

test('one that has not begun is saved under the name; one that another has, or will have, is refused', async () => {
  const [a = '', b = ''] = ['a', 'b'].map((name) =>
    engine.add({ url: server.serve(`/${name}`, { size: 2 ** 20, seed: 4, bytesPerSecond: 2 ** 20 }), directory }),
  );
  await expect.poll(() => engine.path(a) !== null && engine.path(b) !== null).toBe(true);
  await Promise.all([engine.pause(a), engine.pause(b)]);
  const before = await files();
  expect(await codeOf(engine.rename(a, 'b'))).toBe('name-taken');
  await writeFile(join(directory, 'c.part'), 'of another program');
  expect(await codeOf(engine.rename(a, 'c'))).toBe('name-taken');
  expect(await files()).toEqual([...before, 'c.part'].sort());
  expect(engine.get(a)).toMatchObject({ fileName: 'a', status: 'paused' });

  const late = engine.add({ url: server.serve('/late', { size: 5, seed: 1 }), directory }, { paused: true });
  await engine.rename(late, 'early');
  engine.resume(late);
  await finished(late);
  expect(await files()).toContain('early');
});
