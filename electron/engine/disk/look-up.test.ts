import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atOnce, knownFolder, learnFolder, lookUp } from './look-up.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-look-up-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true });
});

test('links are not followed, and nothing is null', async () => {
  await symlink('nowhere', join(directory, 'link'));
  await writeFile(join(directory, 'file'), 'abc');
  for (const learn of [false, true]) {
    if (learn) await learnFolder(directory);
    expect((await lookUp(join(directory, 'link')))?.isSymbolicLink()).toBe(true);
    expect((await lookUp(join(directory, 'file')))?.size).toBe(3);
    expect(await lookUp(join(directory, 'nothing'))).toBeNull();
  }
});

test('a folder is known for a second', async () => {
  const began = performance.now();
  expect(knownFolder(directory)).toBeNull();
  await learnFolder(directory);
  expect(knownFolder(directory)?.real).toBeTruthy();
  vi.spyOn(performance, 'now').mockReturnValue(began + 60_000);
  expect(knownFolder(directory)).toBeNull();
});

test.runIf(process.platform === 'linux')('two slow calls in a row send the next ones to the thread pool', async () => {
  await learnFolder(directory);
  const path = join(directory, 'file');
  if (!knownFolder(directory)?.quick) return;
  const way = (ms: number) => {
    const times = [performance.now()];
    times.push((times[0] ?? 0) + ms);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => times.shift() ?? 0);
    return atOnce(
      path,
      () => 'now',
      () => Promise.resolve('later'),
    ).finally(() => {
      clock.mockRestore();
    });
  };
  const ways: string[] = [];
  for (const ms of [0.1, 10, 0.1, 10, 10, 0.1]) ways.push(await way(ms));
  expect(ways).toEqual(['now', 'now', 'now', 'now', 'now', 'later']);
});
