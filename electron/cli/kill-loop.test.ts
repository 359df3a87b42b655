import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeCheckpoint } from '../engine/checkpoint/format.ts';
import { firstWrongByte, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';

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

/** Park and Miller: the seed that is printed replays the run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function recordedBytes(): Promise<number> {
  const text = await readFile(join(directory, 'file.bin.part.json'), 'utf8').catch(() => null);
  if (text === null) return 0;
  const checkpoint = decodeCheckpoint(text);
  expect(checkpoint, 'the checkpoint is whole after any kill').not.toBeNull();
  return (checkpoint?.runs ?? []).reduce((sum, run) => sum + run.end - run.start, 0);
}

test(`sigkill: ${String(KILLS)} kills at random instants, the file is bit-exact and little is fetched twice`, async () => {
  const seed = Number(process.env['SLUICE_SEED'] ?? 1 + (Date.now() % 2_147_483_646));
  console.log(`kill loop seed ${String(seed)}`);
  const random = randomFrom(seed);
  const url = server.serve('/file.bin', { size: SIZE, seed: 11 });
  let worst = 0;
  let finished = false;
  for (let kill = 0; kill < MAX_RUNS && !finished; kill += 1) {
    const recordedBefore = await recordedBytes();
    const sentBefore = server.bytesSent('/file.bin');
    const running = cli.start(['get', url, '-d', directory, '-o', 'file.bin', '-x', '8', '-q']);
    // At random instants of the run, its start included; after the last kill it may finish.
    const timer = kill < KILLS ? setTimeout(() => running.child.kill('SIGKILL'), 100 + random() * 1_400) : undefined;
    const { code, stderr } = await running.ended;
    clearTimeout(timer);
    finished = code === 0;
    if (finished) break;
    expect(code, stderr).toBeNull();
    await server.waitFor(() => server.openConnections() === 0, 'the connections of the killed process to go');
    const fetched = server.bytesSent('/file.bin') - sentBefore;
    const kept = (await recordedBytes()) - recordedBefore;
    expect(kept).toBeGreaterThanOrEqual(0);
    worst = Math.max(worst, fetched - kept);
  }
  expect(finished).toBe(true);
  expect(await readdir(directory)).toEqual(['file.bin']);
  expect(firstWrongByte(11, 0, await readFile(join(directory, 'file.bin')))).toBeNull();
  console.log(`worst kill: ${(worst / BYTES_PER_SECOND).toFixed(2)} s worth fetched again, socket buffers included`);
  expect(worst).toBeLessThan(LOST_SECONDS * BYTES_PER_SECOND + IN_FLIGHT_BYTES);
}, 180_000);
