import type { Killed } from './files.ts';
import type { ListResult } from './list.ts';

export interface SoakFigures {
  readonly seed: number;
  readonly tempers: readonly string[];
  readonly files: number;
  readonly orphans: number;
  readonly kills: readonly Killed[];
  readonly list: ListResult | null;
  readonly problems: readonly string[];
}

/** What the soak has come to, as text. */
export function report({ seed, tempers, files, orphans, kills, list, problems }: SoakFigures): string {
  const rows = tempers.map((temper) =>
    row(
      temper,
      kills.filter((kill) => kill.temper === temper),
    ),
  );
  const resumed = kills.filter(({ resumes }) => resumes);
  return [
    '',
    `seed ${String(seed)}: ${String(kills.length)} kills over ${String(files)} files, ` +
      `${String(problems.length)} problems, ${String(orphans)} part files left`,
    'fetched again for each kill (socket buffers included), median and worst:',
    ...rows,
    row('all that resume', resumed),
    ...(list === null
      ? []
      : [
          `list: ${String(list.kills)} kills, ${String(list.acknowledged)} entries acknowledged, ` +
            `${String(list.finished)} finished and compared, ${String(list.problems.length)} lost or wrong, ` +
            `${String(list.orphans)} part files left`,
        ]),
    ...problems.map((problem) => `PROBLEM ${problem}`),
  ].join('\n');
}

function row(name: string, kills: readonly Killed[]): string {
  const bytes = kills.map(({ refetchedBytes }) => refetchedBytes).sort((a, b) => a - b);
  const seconds = kills.map(({ refetchedSeconds }) => refetchedSeconds).sort((a, b) => a - b);
  const mib = (value: number | undefined): string => `${((value ?? 0) / 2 ** 20).toFixed(2)} MiB`;
  const s = (value: number | undefined): string => `${(value ?? 0).toFixed(2)} s`;
  const middle = Math.floor(kills.length / 2);
  return (
    `  ${name.padEnd(16)} ${String(kills.length).padStart(4)} kills  ` +
    `${mib(bytes[middle]).padStart(11)} ${mib(bytes.at(-1)).padStart(11)}  ${s(seconds[middle])} ${s(seconds.at(-1))}`
  );
}
