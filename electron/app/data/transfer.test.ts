import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SluiceError } from '../../../shared/failures.ts';
import { createEngine, type Engine } from '../../engine/index.ts';
import { openLibrary, type Library } from '../../library/index.ts';
import { exportData, importData, type DataOptions } from './transfer.ts';

const NOW = Date.UTC(2026, 5, 1);
let folder: string;
const open: { engine: Engine; library: Library }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-data-'));
});
afterEach(async () => {
  for (const { engine, library } of open.splice(0)) {
    await engine.shutdown();
    library.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A computer of its own: an engine and a library. */
function computer(name: string): DataOptions & { engine: Engine; library: Library } {
  const library = openLibrary({
    path: join(folder, `${name}.db`),
    now: new Date(NOW),
    secretBox: { seal: () => null, open: () => null },
  });
  const engine = createEngine({ maxActiveDownloads: 1 });
  open.push({ engine, library });
  return { engine, library, wallNow: () => NOW };
}

const add = ({ engine }: { engine: Engine }, name: string, queueId?: string): string =>
  engine.add({ url: `https://ann:secret@example.org/${name}`, directory: folder }, { paused: true, queueId });
const names = ({ engine }: { engine: Engine }): string[] => engine.list().map(({ url }) => url.split('/').at(-1) ?? '');

test('what one computer writes another one takes, and twice is once', () => {
  const home = computer('home');
  const queueId = home.engine.queues.create({ name: 'Night', maxActive: 2 });
  add(home, 'a.iso');
  add(home, 'b.iso', queueId);
  home.library.settings.update({ slowMode: true, maxActiveDownloads: 7, closeToTrayExplained: true });
  home.library.hosts.save('example.org:443', { connections: 4, learntAt: NOW - 1_000 });
  const { text, downloads, withoutSecrets } = exportData(home);
  expect([downloads, withoutSecrets]).toEqual([2, 2]);
  expect(text).not.toContain('secret');

  const work = computer('work');
  add(work, 'mine.iso');
  add(work, 'a.iso');
  const first = importData(work, text);
  expect(first).toMatchObject({ downloads: 1, known: 1, unusable: 0, queues: 1, settingsLeft: 0 });
  expect(names(work)).toEqual(['mine.iso', 'a.iso', 'b.iso']);
  const night = work.engine.queues.list().find(({ name }) => name === 'Night');
  expect(night).toMatchObject({ maxActive: 2 });
  expect(work.engine.list()[2]).toMatchObject({ queueId: night?.id, status: 'paused' });
  expect(work.library.settings.get()).toMatchObject({
    slowMode: true,
    maxActiveDownloads: 7,
    closeToTrayExplained: false,
  });
  expect(work.library.hosts.since(0).get('example.org:443')).toEqual({ connections: 4, learntAt: NOW - 1_000 });
  expect(importData(work, text)).toMatchObject({ downloads: 0, known: 2, queues: 0 });
  expect(names(work)).toHaveLength(3);
});

test('categories of both are there, the file’s where both have one, and the last stays the last', () => {
  const home = computer('home');
  const [first, ...others] = home.library.settings.get().categories;
  if (!first) throw new Error('There is no category.');
  const own = { ...first, id: 'fonts', name: 'Fonts', extensions: ['ttf'] };
  home.library.settings.update({ categories: [{ ...first, name: 'Discs' }, own, ...others] });
  const work = computer('work');
  importData(work, exportData(home).text);
  const { categories } = work.library.settings.get();
  expect(categories.map(({ name }) => name).filter(Boolean)).toEqual(['Discs', 'Fonts']);
  expect(categories.at(-1)?.id).toBe('other');
});

test('what is damaged in a file is counted and costs nothing else', () => {
  const home = computer('home');
  add(home, 'a.iso');
  const file = JSON.parse(exportData(home).text) as Record<string, unknown> & { downloads: object[] };
  const text = JSON.stringify({
    ...file,
    settings: { maxActiveDownloads: -1, slowMode: true, ofTheFuture: 1, remote: true, browserIntegration: true },
    downloads: [...file.downloads, { id: 'x' }, 7, { ...file.downloads[0], id: 'y', file_name: '../x' }],
  });
  const work = computer('work');
  expect(importData(work, text)).toMatchObject({ downloads: 1, unusable: 3, settings: 1, settingsLeft: 2 });
  // A file lets nobody in.
  expect(work.library.settings.get()).toMatchObject({ remote: false, browserIntegration: false });
});

test.each([
  ['no JSON', '{'],
  ['another JSON', '{"downloads":[]}'],
  ['of a newer Sluice', '{"format":"sluice-data","version":99}'],
  ['with a list that is none', '{"format":"sluice-data","version":1,"downloads":"all"}'],
])('a file that is %s is refused with its code, and nothing changes', (_, text) => {
  const work = computer('work');
  add(work, 'mine.iso');
  const before = work.library.settings.get();
  expect(() => importData(work, text)).toThrow(expect.objectContaining({ code: 'bad-data-file' }) as SluiceError);
  expect(names(work)).toEqual(['mine.iso']);
  expect(work.library.settings.get()).toEqual(before);
});
