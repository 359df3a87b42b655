import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { syncDirectory } from './sync.ts';

test.runIf(process.platform !== 'win32')(
  'who asks during a flush shares the next one, never the one under way',
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-sync-'));
    const first = syncDirectory(directory);
    const second = syncDirectory(directory);
    expect(second).not.toBe(first);
    expect(syncDirectory(directory)).toBe(second);
    await Promise.all([first, second]);
    expect(syncDirectory(directory)).not.toBe(second);
    await rm(directory, { recursive: true });
  },
);

test.runIf(process.platform !== 'win32')(
  'a flush that fails tells all who asked, and the next one is tried',
  async () => {
    const missing = join(tmpdir(), 'sluice-sync-missing');
    const results = await Promise.allSettled([syncDirectory(missing), syncDirectory(missing), syncDirectory(missing)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(syncDirectory(missing)).rejects.toThrow('ENOENT');
  },
);
