import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomFrom } from '../../electron/cli/testing/kill-runs.ts';
import { firstWrongByteOf, startCruelServer } from '../../electron/engine/testing/index.ts';
import { buildProgram } from '../../electron/library/testing/build-program.ts';
import { listFile, numberOf, type ListEntry, type Said } from './list-files.ts';
import { Ledger } from './list-ledger.ts';

const BYTES_PER_SECOND = 4 * 2 ** 20;
const MAX_FILES = 20_000;
const HANG_MS = 300_000;

export interface ListResult {
  readonly kills: number;
  readonly acknowledged: number;
  readonly finished: number;
  /** Part files that nobody owns any more. */
  readonly orphans: number;
  readonly problems: readonly string[];
}

/**
 * Kills the app without its window at random instants while it adds, pauses, resumes, cancels and finishes, and looks
 * after each kill whether everything that was on record still is. In the end every file is fetched and compared.
 */
export async function soakList(
  options: { readonly kills: number; readonly seed: number; readonly until: number; readonly scratch: string },
  progress: (kills: number) => void,
): Promise<ListResult> {
  const program = await buildProgram(join(import.meta.dirname, 'list-program.ts'), 'soak-list');
  const folder = join(options.scratch, 'list');
  await mkdir(folder);
  const server = await startCruelServer({ linkBytesPerSecond: BYTES_PER_SECOND });
  for (let number = 0; number < MAX_FILES; number += 1) {
    const { path, size, seed } = listFile(number);
    server.serve(path, { size, seed });
  }
  const random = randomFrom(options.seed);
  const ledger = new Ledger();
  let last: readonly ListEntry[] = [];
  /** @returns its exit code; `null` when it was killed */
  const run = async (mode: 'play' | 'finish', killAfterMs: number): Promise<number | null> => {
    const args = [program, folder, server.origin, String(Math.ceil(random() * 1e9)), String(ledger.next), mode];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Said;
      if (said.kind === 'list') last = said.entries;
      ledger.hear(said);
    });
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    return code;
  };
  let kills = 0;
  let orphans: number;
  try {
    while (kills < options.kills && Date.now() < options.until && ledger.problems.length === 0) {
      const code = await run('play', 30 + random() * 1_500);
      if (code !== null) ledger.problems.push(`the program ended by itself with ${String(code)}`);
      kills += 1;
      progress(kills);
    }
    server.limitLink(null);
    if ((await run('finish', HANG_MS)) !== 0) ledger.problems.push('the last run did not end');
    const files = await compareFiles(folder, last, ledger.cancelledNumbers);
    ledger.problems.push(...files.problems);
    orphans = files.orphans;
  } finally {
    await server.close();
  }
  const finished = last.filter(({ status }) => status === 'finished').length;
  return { kills, acknowledged: ledger.acknowledged, finished, orphans, problems: ledger.problems };
}

/** Every entry is finished and its file is right; and nothing else is there but what a kill may leave. */
async function compareFiles(
  folder: string,
  entries: readonly ListEntry[],
  cancelled: ReadonlySet<number>,
): Promise<{ problems: string[]; orphans: number }> {
  const problems = entries
    .filter(({ status }) => status !== 'finished')
    .map(({ url, status }) => `${url} is ${status} in the end`);
  for (const { url, fileName } of entries) {
    const { size, seed } = listFile(numberOf(url));
    const wrong = await firstWrongByteOf(seed, join(folder, fileName), { start: 0, end: size + 1 }).catch(String);
    if (wrong !== size) problems.push(`${fileName}: wrong at ${String(wrong)}`);
  }
  const expected = new Set(entries.map(({ fileName }) => fileName));
  // Killed before its name was on record: the next run numbered it.
  const numbered = new Set(entries.filter(({ fileName }) => / \(\d+\)/.test(fileName)).map(({ url }) => numberOf(url)));
  let orphans = 0;
  for (const name of await readdir(folder)) {
    if (name.startsWith('library.db') || expected.has(name)) continue;
    const number = Number.parseInt(name, 10);
    // A cancelled one may have been complete under its final name already.
    if (cancelled.has(number) || (numbered.has(number) && name.includes('.part'))) orphans += 1;
    else problems.push(`${name} is left over`);
  }
  return { problems, orphans };
}
