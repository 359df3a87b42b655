import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstWrongByteOf, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';
import { assertRecordedIsOnDisk, randomFrom, runAndKill } from './testing/kill-runs.ts';

const KILLS = 30;
const SIZE = 240 * 2 ** 20 + 12_345;
const BYTES_PER_SECOND = 16 * 2 ** 20;
/** What a kill may cost: a checkpoint a second and the time to write it. */
const LOST_SECONDS = 1.5;
/** Sent by the server and not yet taken by the client when it dies: the operating system's socket buffers. */
const IN_FLIGHT_BYTES = 8 * 2 ** 20;
const MAX_RUNS = 400;

let cli: BuiltCli;
let server: CruelServer;
let directory: string;

beforeAll(async () => {
  cli = await buildCli();
  server = await startCruelServer({ linkBytesPerSecond: BYTES_PER_SECOND });
  directory = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
}, 60_000);
afterAll(async () => {
  await cli.dispose();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

test(`sigkill: ${String(KILLS)} kills at random instants, the file is bit-exact and little is fetched twice`, async () => {
  const seed = Number(process.env['SLUICE_SEED'] ?? 1 + (Date.now() % 2_147_483_646));
  console.log(`kill loop seed ${String(seed)}`);
  const random = randomFrom(seed);
  const url = server.serve('/file.bin', { size: SIZE, seed: 11 });
  const args = ['get', url, '-d', directory, '-o', 'file.bin', '-x', '8', '-q'];
  const partPath = join(directory, 'file.bin.part');
  let worst = 0;
  let finished = false;
  for (let kill = 0; kill < MAX_RUNS && !finished; kill += 1) {
    // At random instants of the run, its start included; after the last kill it may finish.
    const killAfterMs = kill < KILLS ? 100 + random() * 1_400 : null;
    const run = await runAndKill({ cli, args, server, path: '/file.bin', partPath, killAfterMs });
    finished = run.outcome.code === 0;
    if (finished) break;
    expect(run.outcome.code, run.outcome.stderr).toBeNull();
    expect(run.keptBytes).toBeGreaterThanOrEqual(0);
    await assertRecordedIsOnDisk(partPath, 11);
    worst = Math.max(worst, run.sentBytes - run.keptBytes);
  }
  expect(finished).toBe(true);
  expect(await readdir(directory)).toEqual(['file.bin']);
  expect(await firstWrongByteOf(11, join(directory, 'file.bin'), { start: 0, end: SIZE })).toBeNull();
  console.log(`worst kill: ${(worst / BYTES_PER_SECOND).toFixed(2)} s worth fetched again, socket buffers included`);
  expect(worst).toBeLessThan(LOST_SECONDS * BYTES_PER_SECOND + IN_FLIGHT_BYTES);
}, 180_000);
