import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROW = /^\| `([\w-]+)`\s*\| (?:\[[^\]]+\]\(([^)]+)\)|–)\s*\| (.*?)\s*\|$/gm;
const table = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const rows = [...table.matchAll(ROW)].map(([, id = '', file, note = '']) => ({ id, file, note }));

test('the table of faults is read whole', () => {
  expect(rows).toHaveLength(table.split('\n').filter((line) => line.startsWith('| `')).length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThan(55);
});

test.each(rows)('$id: its test exists and names it, or the table says why there is none', ({ id, file, note }) => {
  if (file === undefined) {
    expect(note).not.toBe('');
    return;
  }
  const path = join(import.meta.dirname, file);
  expect(existsSync(path)).toBe(true);
  // In the title of a test or of a group of tests, not in passing.
  expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`(?:test|describe)\\b[^'"\`\\n]*\\([\`'"][^\\n]*${id}`));
});
