import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCli } from '../../electron/cli/testing/built-cli.ts';
import { soakFile, type Killed } from './files.ts';
import { soakList } from './list.ts';
import { planFile, TEMPER_NAMES } from './plan.ts';
import { report } from './report.ts';

export interface SoakOptions {
  readonly kills: number;
  readonly listKills: number;
  readonly seed: number;
  readonly minutes: number;
  /** Absolute path of a folder for scratch files. */
  readonly directory: string;
  /** Files fetched at the same time. */
  readonly lanes: number;
  /** Only this file of the plan, and no list. */
  readonly only: number | null;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** @returns true when not a byte and not an entry was wrong */
export async function soak(options: SoakOptions): Promise<boolean> {
  say(`soak seed ${String(options.seed)} (replay: npm run soak -- --seed ${String(options.seed)})`);
  const until = Date.now() + options.minutes * 60_000;
  const scratch = await mkdtemp(join(options.directory, 'sluice-soak-'));
  const cli = await buildCli();
  try {
    const kills: Killed[] = [];
    const problems: string[] = [];
    let files = 0;
    let orphans = 0;
    let next = options.only ?? 0;
    const lane = async (): Promise<void> => {
      while (kills.length < options.kills && Date.now() < until) {
        const file = planFile(options.seed, next);
        next += 1;
        const result = await soakFile(file, cli, scratch);
        kills.push(...result.kills);
        files += 1;
        orphans += result.orphans;
        const what = `file ${String(file.index)}, ${file.temper}, ${String(file.size)} bytes, -x ${file.connections}`;
        if (result.problem !== null) problems.push(`${what}: ${result.problem}`);
        say(`${String(kills.length).padStart(4)} kills  ${result.problem ?? 'right'}  ${what}`);
        if (options.only !== null) return;
      }
    };
    await Promise.all(Array.from({ length: options.only === null ? options.lanes : 1 }, lane));
    const list =
      options.only === null && options.listKills > 0
        ? await soakList({ kills: options.listKills, seed: options.seed, until, scratch }, (done) => {
            if (done % 20 === 0) say(`${String(done).padStart(4)} kills of the list`);
          })
        : null;
    problems.push(...(list?.problems ?? []));
    say(report({ seed: options.seed, tempers: TEMPER_NAMES, files, orphans, kills, list, problems }));
    return problems.length === 0;
  } finally {
    await cli.dispose();
    await rm(scratch, { recursive: true, force: true });
  }
}
