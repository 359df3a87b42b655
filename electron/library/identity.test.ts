import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary, type Library } from './library.ts';
import type { SecretBox } from './secrets.ts';
import { flippingBox, noBox, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const open = (secretBox: SecretBox): Library =>
  openLibrary({ path: folder.path('library.db'), now: new Date(0), secretBox });
const onDisk = (): string => readFileSync(folder.path('library.db'), 'latin1');

const RULE = {
  id: 'one',
  pattern: '*.example.org',
  connections: 4,
  limitBytesPerSecond: 1000,
  userAgent: 'Agent',
  referrer: 'https://example.org/?session=hush-referrer',
  proxy: 'none',
  directory: '/d',
  headers: { Accept: '*/*', 'X-Token': 'hush-header' },
} as const;

test('rules and sign-ins come back after a restart, and lie in the file sealed', () => {
  const first = open(flippingBox);
  first.hostRules.put({ ...RULE, id: 'two', pattern: 'two' });
  first.hostRules.put(RULE);
  first.hostRules.put({ ...RULE, id: 'two', pattern: 'changed' });
  expect(first.signIns.put('https://example.org', { user: 'hush-user', password: 'hush-password' })).toBe(true);
  first.close();
  expect(onDisk()).toContain('*.example.org');
  expect(onDisk()).not.toContain('hush');

  const second = open(flippingBox);
  expect(second.hostRules.list()).toEqual([{ ...RULE, id: 'two', pattern: 'changed' }, RULE]);
  expect(second.signIns.list()).toEqual([{ place: 'https://example.org', user: 'hush-user', kept: true }]);
  expect(second.signIns.get('https://example.org')).toEqual({ user: 'hush-user', password: 'hush-password' });
  second.hostRules.remove('two');
  second.signIns.remove('https://example.org');
  second.close();

  const third = open(flippingBox);
  expect(third.hostRules.list()).toEqual([RULE]);
  expect(third.signIns.list()).toEqual([]);
  third.close();
});

test('without a key store secrets are there until the end, and a rule keeps the rest', () => {
  const first = open(noBox);
  first.hostRules.put(RULE);
  expect(first.signIns.put('https://example.org', { user: 'hush-user', password: 'hush-password' })).toBe(false);
  expect(first.hostRules.list()[0]?.headers).toEqual(RULE.headers);
  expect(first.signIns.list()).toEqual([{ place: 'https://example.org', user: 'hush-user', kept: false }]);
  first.close();
  expect(onDisk()).not.toContain('hush');

  const second = open(noBox);
  expect(second.hostRules.list()).toEqual([{ ...RULE, referrer: '', headers: { Accept: '*/*' } }]);
  expect(second.signIns.list()).toEqual([]);
  second.close();
});

test('what is sealed and cannot be opened any more costs itself only', () => {
  const first = open(flippingBox);
  first.hostRules.put(RULE);
  first.signIns.put('https://example.org', { user: 'u', password: 'p' });
  first.close();
  const second = open(noBox);
  expect(second.hostRules.list()).toHaveLength(1);
  expect(second.signIns.get('https://example.org')).toBeNull();
  second.close();
});

test('whoever subscribed is told of every change', () => {
  const library = open(noBox);
  const told: string[] = [];
  const stops = [
    library.hostRules.subscribe(() => told.push(`rules ${String(library.hostRules.list().length)}`)),
    library.signIns.subscribe(() => told.push(`sign-ins ${String(library.signIns.list().length)}`)),
  ];
  library.hostRules.put(RULE);
  library.signIns.put('a', { user: '', password: '' });
  library.signIns.remove('a');
  for (const stop of stops) stop();
  library.hostRules.remove('one');
  expect(told).toEqual(['rules 1', 'sign-ins 1', 'sign-ins 0']);
  library.close();
});
