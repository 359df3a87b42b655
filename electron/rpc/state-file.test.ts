import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writePrivate } from './state-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-private-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is written takes the place of what was there, for the user alone', () => {
  const path = join(folder, 'list.json');
  writeFileSync(path, 'old', { mode: 0o644 });
  writeFileSync(`${path}.new`, 'somebody else’s');
  writePrivate(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${path}.new`, 'utf8')).toBe('somebody else’s');
  expect(readdirSync(folder).sort()).toEqual(['list.json', 'list.json.new']);
});

test('what cannot be written leaves nothing behind', () => {
  const path = join(folder, 'taken');
  mkdirSync(path);
  expect(() => writePrivate(path, 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});
