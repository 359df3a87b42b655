import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type * as Files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Journal } from '../../checkpoint/journal.ts';
import { CheckpointStore } from '../../checkpoint/store.ts';
import { publish } from '../../write/final-name.ts';
import type { PartFile } from '../../write/part-file.ts';
import { Recorder } from '../recorder.ts';

const disk = vi.hoisted(() => ({ log: [] as string[], renameErrors: [] as string[] }));

// What reaches the disk in which order, on the real one.
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof Files>();
  return {
    ...real,
    open: async (path: string, ...rest: never[]) => {
      const file = await real.open(path, ...rest);
      for (const flush of ['sync', 'datasync'] as const) {
        const original = file[flush].bind(file);
        file[flush] = async () => {
          disk.log.push(`flush ${path.split('/').at(-1) ?? ''}`);
          await original();
        };
      }
      return file;
    },
    rename: async (from: string, to: string) => {
      const code = disk.renameErrors.shift();
      if (code !== undefined) throw Object.assign(new Error(code), { code });
      disk.log.push(`rename ${from.split('/').at(-1) ?? ''}`);
      await real.rename(from, to);
    },
    link: async (from: string, to: string) => {
      disk.log.push(`link ${from.split('/').at(-1) ?? ''}`);
      await real.link(from, to);
    },
  };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'order-'));
  disk.log.length = 0;
  disk.renameErrors.length = 0;
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true, force: true });
});

const NOTHING = { sizeBytes: null, etag: null, lastModified: null, validator: null, mediaType: null };

test('power-loss: data is flushed, then the new checkpoint, then it takes its name, then the folder is flushed', async () => {
  const part = {
    flush: () => Promise.resolve(void disk.log.push('flush data')),
    assertInPlace: () => Promise.resolve(void disk.log.push('look')),
  } as unknown as PartFile;
  const recorder = new Recorder(
    part,
    new CheckpointStore(join(folder, 'x.part.json')),
    () => new Journal(2 ** 20, crc32),
    () => ({ ...NOTHING, sourceKey: '', linkKey: '', overlaps: [], digest: null }),
  );
  await recorder.saveAtStop();
  const name = folder.split('/').at(-1) ?? '';
  expect(disk.log).toEqual(['flush data', 'look', 'flush x.part.json.tmp', 'rename x.part.json.tmp', `flush ${name}`]);
});

test('power-loss: the final name is flushed before anything of the part goes', async () => {
  await writeFile(join(folder, 'x.part'), 'whole');
  await publish(join(folder, 'x.part'), join(folder, 'x'), false);
  expect(disk.log).toEqual(['link x.part', `flush ${folder.split('/').at(-1) ?? ''}`]);
  expect(await readdir(folder)).toEqual(['x', 'x.part']);
});

test('rename-locked: on Windows a file that is held for a moment is renamed a moment later', async () => {
  vi.stubGlobal('process', { ...process, platform: 'win32' });
  await writeFile(join(folder, 'x.part'), 'whole');
  disk.renameErrors.push('EBUSY', 'EPERM');
  await publish(join(folder, 'x.part'), join(folder, 'x'), true);
  expect(await readFile(join(folder, 'x'), 'utf8')).toBe('whole');
});

test('rename-locked: one that stays held is reported, and the part file stays', async () => {
  vi.stubGlobal('process', { ...process, platform: 'win32' });
  await writeFile(join(folder, 'x.part'), 'whole');
  disk.renameErrors.push('EBUSY', 'EBUSY', 'EBUSY', 'EBUSY');
  await expect(publish(join(folder, 'x.part'), join(folder, 'x'), true)).rejects.toMatchObject({ name: 'SluiceError' });
  expect(await readdir(folder)).toEqual(['x.part']);
});
