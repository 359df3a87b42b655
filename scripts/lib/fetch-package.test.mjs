// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeCached } from './fetch-package.mjs';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'sluice-cache-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

it('makes the folder whole and leaves nothing beside it', async () => {
  const target = join(cache, 'deep', 'runtime');
  await makeCached(target, async (temp, result) => {
    writeFileSync(join(temp, 'tarball'), 'x');
    writeFileSync(join(result, 'binary'), 'whole');
    expect(existsSync(target)).toBe(false);
  });
  expect(readFileSync(join(target, 'binary'), 'utf8')).toBe('whole');
  expect(readdirSync(join(cache, 'deep'))).toEqual(['runtime']);
});

it('leaves nothing when the making fails', async () => {
  const failing = makeCached(join(cache, 'runtime'), async (_, result) => {
    writeFileSync(join(result, 'binary'), 'half');
    throw new Error('the network went away');
  });
  await expect(failing).rejects.toThrow('the network went away');
  expect(readdirSync(cache)).toEqual([]);
});

it('does not make twice, and keeps what a quicker set-up made', async () => {
  const target = join(cache, 'runtime');
  await makeCached(target, async () => {
    mkdirSync(target);
    writeFileSync(join(target, 'binary'), 'theirs');
  });
  await makeCached(target, () => Promise.reject(new Error('made again')));
  expect(readFileSync(join(target, 'binary'), 'utf8')).toBe('theirs');
});

it('sweeps up after a set-up that was killed', async () => {
  // No process has this number: Linux stops at 2^22, Windows counts in fours.
  mkdirSync(join(cache, '.making-99999999-abc'));
  await makeCached(join(cache, 'runtime'), async () => {});
  expect(readdirSync(cache)).toEqual(['runtime']);
});
