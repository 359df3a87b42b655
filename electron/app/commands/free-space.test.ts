import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freeSpace } from './free-space.ts';

test('counts the volume of a folder, also of one that is made later', async () => {
  const here = await freeSpace(tmpdir());
  expect(here).toBeGreaterThan(0);
  expect(await freeSpace(join(tmpdir(), 'sluice-not-yet', 'there'))).toBeGreaterThan(0);
});

test('is unknown where nothing can be', async () => {
  expect(await freeSpace(join(import.meta.filename, 'below-a-file'))).toBeNull();
});
