// @ts-check
import { cpus, release, totalmem } from 'node:os';
import { median } from './statistics.mjs';

/** @typedef {import('./measure.mjs').Run} Run */
/** @typedef {import('./cells.mjs').Cell} Cell */

const s = (/** @type {number} */ seconds) => seconds.toFixed(2);
const mib = (/** @type {number} */ bytes) => Math.round(bytes / 2 ** 20).toString();
/** Empty where nobody looked. @param {number} value */
const brief = (value) => (Number.isNaN(value) ? '' : value.toFixed(Number.isInteger(value) ? 0 : 1));

/**
 * Who took what: medians, and the least where that says more.
 * @param {import('./cells.mjs').Results} results
 * @param {number | null} sizeBytes
 */
export function runsTable(results, sizeBytes) {
  const figures = [...new Set([...results.values()].flat().flatMap((run) => Object.keys(run.figures ?? {})))];
  const rate = sizeBytes === null ? [] : ['MiB/s'];
  const head = ['', 'wall min', 'median', ...rate, 'CPU min', 'median', 'peak MiB', ...figures];
  const rows = [...results].map(([name, runs]) => {
    const walls = runs.map(({ wall }) => wall);
    const cpu = runs.map((run) => run.cpu);
    return [
      name,
      s(Math.min(...walls)),
      s(median(walls)),
      ...(sizeBytes === null ? [] : [mib(sizeBytes / median(walls))]),
      s(Math.min(...cpu)),
      s(median(cpu)),
      mib(Math.max(...runs.map(({ peak }) => peak))),
      ...figures.map((figure) => brief(median(runs.flatMap((run) => run.figures?.[figure] ?? [])))),
    ];
  });
  return align([head, ...rows]);
}

/** @param {{ workload: string, cells: Cell[] }[]} workloads */
export function targetTable(workloads) {
  const rows = workloads.flatMap(({ workload, cells }) =>
    cells.map(({ label, text, target, verdict }) => [workload, label, text, target, verdict]),
  );
  return align([['', '', 'median of the rounds (range)', 'target', ''], ...rows], 2);
}

/** Columns in line, the first ones to the left. @param {string[][]} rows @param {number} left */
function align(rows, left = 1) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))))
    .map((cells) => `${cells.join('  ').trimEnd()}\n`)
    .join('');
}

/** @param {string[]} versions */
export function machineLine(versions) {
  const cores = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const model = (cores[0]?.model ?? 'unknown processor').trim();
  return `${cores.length} × ${model}, ${memory}, ${process.platform} ${release()}, Node ${process.versions.node}, ${versions.join(', ')}`;
}
