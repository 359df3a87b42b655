import { expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { DEFAULT_CATEGORIES } from '../../../shared/categories.ts';
import { addAll, type AddDefaults } from './add.ts';
import { categoryDirectory } from './category-directory.ts';

const DEFAULTS = { directory: '/downloads', connections: 'auto', conflictPolicy: 'skip' } as const;

test('links are trimmed, and each is taken once however it is spelled', () => {
  const engine = new FakeEngine();
  const urls = [
    '  https://a.example/x\n',
    'HTTPS://A.example/x',
    '',
    '   ',
    'https://a.example/y',
    'https://a.example/x',
  ];
  const result = addAll(engine, { urls, start: true }, DEFAULTS);
  expect(result).toEqual({ added: ['added-1', 'added-2'], rejected: [] });
  expect(engine.requests.map(({ url }) => url)).toEqual(['https://a.example/x', 'https://a.example/y']);
});

test('one that is refused does not cost the others', () => {
  const engine = new FakeEngine();
  engine.refuse = (url) => (url.startsWith('ftp:') ? new SluiceError('bad-url', 'Scheme ftp:') : null);
  const result = addAll(engine, { urls: ['https://a/', 'ftp://b/', 'https://c/'], start: true }, DEFAULTS);
  expect(result.added).toHaveLength(2);
  expect(result.rejected).toEqual([{ url: 'ftp://b/', failure: { code: 'bad-url', detail: 'Scheme ftp:' } }]);
});

test('the request’s own options win over the settings', () => {
  const engine = new FakeEngine();
  const checksum = { algorithm: 'crc32', hex: '00000000' } as const;
  addAll(
    engine,
    { urls: ['https://a/'], directory: '/elsewhere', connections: 3, fileName: 'n', checksum, start: false },
    DEFAULTS,
  );
  addAll(engine, { urls: ['https://b/'], start: true }, DEFAULTS);
  expect(engine.requests).toEqual([
    { url: 'https://a/', directory: '/elsewhere', connections: 3, fileName: 'n', checksum, conflictPolicy: 'skip' },
    { url: 'https://b/', directory: '/downloads', connections: 'auto', conflictPolicy: 'skip' },
  ]);
  expect(engine.list().map(({ status }) => status)).toEqual(['paused', 'queued']);
});

test('how to ask goes with each, and what is known of one file wins over what is said of all', () => {
  const engine = new FakeEngine();
  const how = { headers: { 'X-A': 'b' }, credentials: { user: 'u', password: 'p' }, proxy: 'http://p:1' };
  const mirrors = ['https://m/'];
  addAll(
    engine,
    {
      urls: ['https://a/'],
      files: [{ url: 'https://b/', mirrors, fileName: 'b', sizeBytes: 5, conflictPolicy: 'overwrite' }],
      start: true,
      ...how,
    },
    DEFAULTS,
  );
  expect(engine.requests).toEqual([
    { ...DEFAULTS, ...how, url: 'https://a/' },
    { ...DEFAULTS, ...how, url: 'https://b/', mirrors, fileName: 'b', sizeBytes: 5, conflictPolicy: 'overwrite' },
  ]);
});

test('without a folder of its own, a download goes to that of its category', () => {
  const engine = new FakeEngine();
  const categories = DEFAULT_CATEGORIES.map((category) =>
    category.id === 'video' ? { ...category, directory: '/films', patterns: ['films.example'] } : category,
  );
  const ofCategory = categoryDirectory(categories);
  const defaultsFor: AddDefaults['defaultsFor'] = (link) => ({ directory: ofCategory(link), connections: null });
  const defaults = { ...DEFAULTS, defaultsFor };
  const urls = ['https://a/x.mkv?y', 'https://a/x.iso', 'https://films.example/x.iso'];
  addAll(engine, { urls, start: true }, defaults);
  addAll(engine, { urls: ['https://a/watch'], fileName: 'x.mp4', start: true }, defaults);
  addAll(engine, { urls: [], files: [{ url: 'https://a/m', fileName: 'm.mkv' }], start: true }, defaults);
  addAll(engine, { urls: ['https://a/z.mkv'], directory: '/chosen', start: true }, defaults);
  const folders = engine.requests.map(({ directory }) => directory);
  expect(folders).toEqual(['/films', '/downloads', '/films', '/films', '/films', '/chosen']);
  // What was chosen goes before the rules, as long as it is there.
  expect(ofCategory({ url: 'https://a/x.iso' }, 'video')).toBe('/films');
  expect(ofCategory({ url: 'https://a/x.mkv' }, 'music')).toBeNull();
  expect(ofCategory({ url: 'https://a/x.mkv' }, 'gone')).toBe('/films');
  // A folder that is none cannot keep anything from being added.
  const odd = DEFAULT_CATEGORIES.map((category) => ({ ...category, directory: 'here' }));
  expect(categoryDirectory(odd)({ url: 'https://a/x.mkv' })).toBeNull();
});

test.each([
  ['a relative folder', { directory: 'here' }],
  ['a name for two', { fileName: 'n' }],
  ['a checksum for two', { checksum: { algorithm: 'crc32', hex: '00000000' } as const }],
])('%s is refused before anything is added', (_, options) => {
  const engine = new FakeEngine();
  expect(() => addAll(engine, { urls: ['https://a/', 'https://b/'], start: true, ...options }, DEFAULTS)).toThrow(
    SluiceError,
  );
  expect(engine.requests).toEqual([]);
});
