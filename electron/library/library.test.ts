import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { openLibrary, type Library } from './library.ts';
import { MIGRATIONS, NewerLibraryError, migrate } from './migrations.ts';
import { letGoOfDatabases, makeRecord, noBox, temporaryFolder } from './testing/fixtures.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.path('library.db');
});
afterEach(() => folder.remove());

const open = (migrations?: readonly string[]): Library =>
  openLibrary({ path, now: NOW, secretBox: noBox, ...(migrations && { migrations }) });

describe('a restart', () => {
  test('finds downloads in list order, settings and memory as they were left', () => {
    const first = open();
    first.downloads.save(['c', 'a', 'b'].map((id, position) => makeRecord({ id, position })));
    first.downloads.save([makeRecord({ id: 'c', position: 0, status: 'finished', receivedBytes: 5 })]);
    first.settings.update({ maxActiveDownloads: 3, theme: 'dark' });
    first.memory.set({ window: { width: 900 } });
    first.close();

    const second = open();
    expect(second.downloads.all().map((record) => record.id)).toEqual(['c', 'a', 'b']);
    expect(second.downloads.all()[0]).toMatchObject({ status: 'finished', receivedBytes: 5 });
    expect(second.settings.get()).toMatchObject({ maxActiveDownloads: 3, theme: 'dark', closeToTray: true });
    expect(second.memory.all()).toEqual({ window: { width: 900 } });
    expect(second.setAside).toBeNull();
    second.close();
  });

  test('handles 10,000 downloads (time printed, not asserted)', () => {
    const records = Array.from({ length: 10_000 }, (_, index) =>
      makeRecord({
        id: `download-${index}`,
        position: index,
        request: { url: `https://example.org/${index}`, directory: '/d' },
      }),
    );
    const timed = <Result>(what: string, work: () => Result): Result => {
      const start = performance.now();
      const result = work();
      process.stdout.write(`10,000 downloads: ${what} ${(performance.now() - start).toFixed(0)} ms\n`);
      return result;
    };
    const first = open();
    timed('inserted in', () => first.downloads.save(records));
    timed('updated in', () => first.downloads.save(records));
    first.close();
    const second = timed('opened and checked in', () => open());
    expect(timed('read in', () => second.downloads.all())).toEqual(records);
    second.close();
  });
});

test('queues come back as they were, and one that makes no sense costs only itself', () => {
  const schedule = [{ days: [1, 5], start: 0, end: 360 }];
  const queue = { id: 'night', name: 'Nachts', maxActive: 2, schedule, started: false, changedAt: 1_700_000_000_000 };
  const first = open();
  const usual = { ...queue, id: 'default', name: '', maxActive: null, schedule: null, started: true };
  first.queues.replace([usual, queue, { ...queue, id: 'gone' }]);
  first.queues.replace([usual, queue, { ...queue, id: 'bad' }, { ...queue, id: 'odd' }]);
  first.close();
  const database = openDatabase(path);
  database.exec(`
    UPDATE queues SET max_active = -1 WHERE id = 'bad';
    UPDATE queues SET schedule = '[{"days":[9]}]' WHERE id = 'odd'`);
  database.close();
  const second = open();
  expect(second.queues.all()).toEqual([usual, queue, { ...queue, id: 'odd', schedule: null }]);
  second.close();
});

describe('migration', () => {
  const later = [...MIGRATIONS, 'ALTER TABLE downloads ADD COLUMN note TEXT', 'CREATE TABLE later (x INTEGER) STRICT'];

  test.each(later.map((_, version) => version))('from version %i keeps what is there', (version) => {
    const database = openDatabase(path);
    migrate(database, later.slice(0, version));
    if (version > 0) {
      database.exec(`
        INSERT INTO downloads (id, position, status, url, directory, file_name, named, host, received_bytes, created_at, options)
        VALUES ('old', 1, 'paused', 'https://example.org/a', '/d', 'a', 1, 'example.org', 7, 1, '{"connections":4}');
        INSERT INTO settings VALUES ('theme', '"dark"')`);
    }
    database.close();

    const library = open(later);
    const found = library.downloads.all();
    if (version > 0) {
      expect(found).toMatchObject([{ id: 'old', status: 'paused', named: true, request: { connections: 4 } }]);
      expect(found).toMatchObject([{ position: version > 2 ? 1 : 2 ** 20, priority: 'normal', queueId: 'default' }]);
      expect(library.settings.get().theme).toBe('dark');
    } else expect(found).toEqual([]);
    library.close();
    const after = openDatabase(path);
    expect(after.version()).toBe(later.length);
    after.close();
  });

  test('that fails leaves the version before it whole', () => {
    open().close();
    expect(() => open([...MIGRATIONS, 'CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)'])).toThrow('nowhere');
    const library = open();
    expect(library.setAside).toBeNull();
    library.close();
    const database = openDatabase(path);
    expect(database.version()).toBe(MIGRATIONS.length);
    expect(database.prepare(`SELECT name FROM sqlite_master WHERE name = 'half'`).all()).toEqual([]);
    database.close();
  });

  test('refuses a file of a newer program and does not touch it', () => {
    open(later).close();
    const before = readFileSync(path);
    expect(() => open()).toThrow(NewerLibraryError);
    expect(() => open()).toThrow(
      `newer Sluice (format ${MIGRATIONS.length + 2}; this one knows up to ${MIGRATIONS.length})`,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('a damaged file', () => {
  const ASIDE = 'library-damaged-2026-03-04T05-06-07.db';

  test('that is no database at all is set aside, and a new one begun', () => {
    writeFileSync(path, 'not a database, but long enough to be taken for the header of one'.repeat(100));
    const library = open();
    expect(library.setAside).toBe(folder.path(ASIDE));
    expect(library.downloads.all()).toEqual([]);
    library.downloads.save([makeRecord()]);
    library.close();
    expect(readFileSync(folder.path(ASIDE), 'utf8')).toContain('not a database');
    expect(open().downloads.all()).toHaveLength(1);
  });

  test('with overwritten pages is found out at the start', async () => {
    const library = open();
    library.downloads.save(Array.from({ length: 500 }, (_, index) => makeRecord({ id: `id-${index}` })));
    library.close();
    await letGoOfDatabases();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 6 * 4096, 9 * 4096);
    writeFileSync(path, bytes);
    const second = open();
    expect(second.setAside).toBe(folder.path(ASIDE));
    expect(second.downloads.all()).toEqual([]);
    second.close();
  });

  test('cut short is found out at the start', async () => {
    const library = open();
    library.downloads.save(Array.from({ length: 500 }, (_, index) => makeRecord({ id: `id-${index}` })));
    library.close();
    await letGoOfDatabases();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const second = open();
    expect(second.setAside).toBe(folder.path(ASIDE));
    second.close();
  });

  test('is not what an empty file is, nor one with rubbish for a log', async () => {
    writeFileSync(path, '');
    const library = open();
    expect(library.setAside).toBeNull();
    library.downloads.save([makeRecord()]);
    library.close();
    await letGoOfDatabases();
    writeFileSync(`${path}-wal`, 'rubbish'.repeat(1_000));
    const second = open();
    expect(second.setAside).toBeNull();
    expect(second.downloads.all()).toHaveLength(1);
    second.close();
  });
});

test('a folder that cannot be written is an error, not damage', () => {
  expect(() => openLibrary({ path: folder.path('none/library.db'), now: NOW, secretBox: noBox })).toThrow();
  expect(readdirSync(dirname(path))).toEqual([]);
});

test.skipIf(process.platform === 'win32')('file and log are for the user only', () => {
  const library = open();
  library.downloads.save([makeRecord()]);
  for (const name of ['library.db', 'library.db-wal']) expect(statSync(folder.path(name)).mode & 0o077).toBe(0);
  library.close();
});

describe('settings', () => {
  test('fall back one by one when their values are damaged or unknown', () => {
    const first = open();
    first.settings.update({ maxActiveDownloads: 9, density: 'compact' });
    first.close();
    const database = openDatabase(path);
    database.exec(`
      INSERT INTO settings VALUES ('theme', '"sepia"'), ('language', '{broken'), ('from-the-future', '{"a":1}');
      UPDATE settings SET value = '1000000' WHERE key = 'maxActiveDownloads'`);
    database.close();
    const second = open();
    expect(second.settings.get()).toMatchObject({
      theme: 'system',
      language: 'system',
      maxActiveDownloads: 5,
      density: 'compact',
    });
    second.settings.update({ theme: 'light' });
    second.close();
    const after = openDatabase(path);
    expect(after.prepare(`SELECT value FROM settings WHERE key = 'from-the-future'`).get()).toEqual({
      value: '{"a":1}',
    });
    after.close();
  });

  test('tell listeners when one really changed', () => {
    const library = open();
    const seen: string[] = [];
    const end = library.settings.subscribe((settings) => seen.push(settings.theme));
    library.settings.update({ theme: 'dark' });
    library.settings.update({ theme: 'dark' });
    end();
    library.settings.update({ theme: 'light' });
    expect(seen).toEqual(['dark']);
    library.close();
  });
});

test('what hosts allow comes back while it is young; the rest is deleted', () => {
  const first = open();
  first.hosts.save('a.example:8080', { connections: 4, learntAt: 10 });
  first.hosts.save('a.example:8080', { connections: 6, learntAt: 30 });
  first.hosts.save('old.example', { connections: 2, learntAt: 19 });
  first.close();
  const second = open();
  const young = new Map([['a.example:8080', { connections: 6, learntAt: 30 }]]);
  expect(second.hosts.since(20)).toEqual(young);
  expect(second.hosts.since(0)).toEqual(young);
  second.close();
});
