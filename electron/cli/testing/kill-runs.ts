import { readFile, stat } from 'node:fs/promises';
import type { ByteRange } from '../../../shared/ranges.ts';
import { decodeCheckpoint } from '../../engine/checkpoint/format.ts';
import { firstWrongByteOf, type CruelServer } from '../../engine/testing/index.ts';
import type { BuiltCli, Outcome } from './built-cli.ts';

/** Park and Miller: numbers in (0, 1); a seed that is printed replays the run. `seed`: 1 to 2,147,483,646. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What the checkpoint beside a part file claims to be on disk; empty without one. @throws {Error} when it is torn */
export async function recordedRanges(partPath: string): Promise<readonly ByteRange[]> {
  const text = await readFile(`${partPath}.json`, 'utf8').catch(() => null);
  if (text === null) return [];
  const checkpoint = decodeCheckpoint(text);
  if (!checkpoint) throw new Error(`The checkpoint of ${partPath} is not whole`);
  return checkpoint.runs;
}

export const bytesIn = (ranges: readonly ByteRange[]): number =>
  ranges.reduce((sum, range) => sum + range.end - range.start, 0);

/** @throws {Error} when the checkpoint claims a byte that is not in the part file, or not the right one there */
export async function assertRecordedIsOnDisk(partPath: string, seed: number): Promise<void> {
  const ranges = await recordedRanges(partPath);
  if (ranges.length === 0) return;
  const { size } = await stat(partPath);
  const beyond = ranges.find((range) => range.end > size);
  if (beyond) throw new Error(`${partPath}: ${String(beyond.end)} bytes recorded, ${String(size)} on disk`);
  for (const range of ranges) {
    const wrong = await firstWrongByteOf(seed, partPath, range);
    if (wrong !== null) throw new Error(`${partPath}: byte ${String(wrong)} is recorded and wrong`);
  }
}

export interface KilledRun {
  readonly outcome: Outcome;
  /** Body bytes that the server's operating system took in this run, those still in socket buffers at its end included. */
  readonly sentBytes: number;
  /** Bytes by which the checkpoint has grown. Of a run that was killed, sent - kept is what must be fetched again. */
  readonly keptBytes: number;
}

/** One run of the command line, ended by SIGKILL after `killAfterMs` unless it ends before; `null` lets it run. */
export async function runAndKill(options: {
  readonly cli: BuiltCli;
  readonly args: readonly string[];
  readonly server: CruelServer;
  /** Path of the file on the server. */
  readonly path: string;
  readonly partPath: string;
  readonly killAfterMs: number | null;
}): Promise<KilledRun> {
  const { cli, args, server, path, partPath, killAfterMs } = options;
  const recordedBefore = bytesIn(await recordedRanges(partPath));
  const sentBefore = server.bytesSent(path);
  const running = cli.start(args);
  const timer = killAfterMs === null ? undefined : setTimeout(() => running.child.kill('SIGKILL'), killAfterMs);
  const outcome = await running.ended;
  clearTimeout(timer);
  await server.waitFor(() => server.openConnections() === 0, 'the connections of the ended process to go');
  return {
    outcome,
    sentBytes: server.bytesSent(path) - sentBefore,
    keptBytes: bytesIn(await recordedRanges(partPath)) - recordedBefore,
  };
}
