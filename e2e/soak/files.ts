import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { firstWrongByteOf, startCruelServer } from '../../electron/engine/testing/index.ts';
import type { BuiltCli } from '../../electron/cli/testing/built-cli.ts';
import { assertRecordedIsOnDisk, runAndKill } from '../../electron/cli/testing/kill-runs.ts';
import type { PlannedFile } from './plan.ts';

/** A run that is let finish and does not is a hang. ms */
const HANG_MS = 240_000;

/** A file up to this size has no checkpoint in its first quarter of a second: a part file from then is nobody's. Bytes. */
const UNCLAIMED_BYTES = 2 ** 20;

export interface Killed {
  readonly temper: string;
  readonly resumes: boolean;
  /** Bytes that must be fetched again because of this kill, those in socket buffers included. */
  readonly refetchedBytes: number;
  /** The same in seconds of the link. */
  readonly refetchedSeconds: number;
}

export interface FileResult {
  readonly kills: readonly Killed[];
  /** What went wrong; `null` when every byte is right. */
  readonly problem: string | null;
  /** Part files that nobody owns any more. */
  readonly orphans: number;
}

/** Fetches one planned file, killed at its instants, and compares every byte. */
export async function soakFile(file: PlannedFile, cli: BuiltCli, scratch: string): Promise<FileResult> {
  const directory = join(scratch, `file-${String(file.index)}`);
  await mkdir(directory);
  const server = await startCruelServer({ linkBytesPerSecond: file.rate });
  const path = '/file.bin';
  const args = ['get', server.serve(path, file.spec), '-d', directory, '-o', 'file.bin', '-x', file.connections, '-q'];
  const finalPath = join(directory, 'file.bin');
  const partPath = `${finalPath}.part`;
  const kills: Killed[] = [];
  let killedAtTheEnd = false;
  let orphans = 0;
  const result = (problem: string | null): FileResult => ({ kills, problem, orphans });
  try {
    for (const killAfterMs of [...file.killsAfterMs, HANG_MS]) {
      const run = await runAndKill({ cli, args, server, path, partPath, killAfterMs });
      const { code, stderr } = run.outcome;
      if (code === 0) break;
      if (code !== null) return result(`exit ${String(code)}: ${stderr.trim()}`);
      if (killAfterMs === HANG_MS) return result(`still running after ${String(HANG_MS / 1000)} s`);
      // Killed between the final name and the end of the process: the file is there, and another run would be a second one.
      killedAtTheEnd = existsSync(finalPath);
      if (killedAtTheEnd) break;
      if (file.resumes && run.keptBytes < 0) return result(`${String(-run.keptBytes)} recorded bytes were forgotten`);
      await assertRecordedIsOnDisk(partPath, file.seed);
      const refetchedBytes = run.sentBytes - run.keptBytes;
      const { temper, resumes } = file;
      kills.push({ temper, resumes, refetchedBytes, refetchedSeconds: refetchedBytes / file.rate });
    }
    const names = await readdir(directory);
    const parts = names.filter((name) => /\.part(\.json)?$/.test(name));
    const [name = '', ...others] = names.filter((each) => !parts.includes(each));
    const plain = name === 'file.bin' || (file.size <= UNCLAIMED_BYTES && parts.length > 0);
    // A kill right after the final name leaves the part file as its other name.
    const explained = parts.length === 0 || killedAtTheEnd || file.size <= UNCLAIMED_BYTES;
    if (!plain || !explained || others.length > 0) return result(`the folder has ${names.join(', ')}`);
    orphans = killedAtTheEnd ? 0 : parts.length;
    // One byte beyond the end: a file that is too long is as wrong as one that is too short.
    const wrong = await firstWrongByteOf(file.seed, join(directory, name), { start: 0, end: file.size + 1 });
    return result(wrong === file.size ? null : `wrong byte at ${String(wrong)}`);
  } catch (error) {
    return result(String(error));
  } finally {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}
