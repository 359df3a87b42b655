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

test('downloads that begin together make folders within each other', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sluice-folder-'));
  for (let round = 0; round < 50; round++) {
    const top = join(root, String(round));
    const folders = [top, join(top, 'a'), join(top, 'a', 'b'), join(top, 'c'), join(top, 'a', 'd')];
    await Promise.all(folders.map((folder) => prepareFolder(folder)));
    for (const folder of folders) expect((await stat(folder)).isDirectory()).toBe(true);
  }
  await rm(root, { recursive: true });
});
