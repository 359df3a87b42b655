import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareFolder } from './folder.ts';

test('a folder that is removed right after it was made ready is made again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-folder-'));
  await prepareFolder(directory);
  await rm(directory, { recursive: true });
  await prepareFolder(directory);
  expect((await stat(directory)).isDirectory()).toBe(true);
  await rm(directory, { recursive: true });
});
