// @ts-check
import { cpus, release, totalmem } from 'node:os';

/** @typedef {import('./measure.mjs').Run} Run */
/** The runs of each contestant, by round. @typedef {Map<string, Run[]>} Results */

/** @param {number[]} values @returns {number} NaN for none */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (Number.isInteger(middle)) return ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return sorted[Math.floor(middle)] ?? NaN;
}

/**
 * Round by round, because what disturbs a machine disturbs neighbours alike.
 * @param {Run[]} ours
 * @param {Run[]} theirs
 * @param {(run: Run) => number} figure
 * @returns {number[]}
 */
export function pairedRatios(ours, theirs, figure) {
  return ours.flatMap((run, round) => {
    const other = theirs[round];
    return other ? [figure(run) / figure(other)] : [];
  });
}

/**
 * @param {Results} results
 * @param {string[]} peers
 * @param {number} sizeBytes
 */
export function summarise(results, peers, sizeBytes) {
  return [...results].map(([name, runs]) => ({
    name,
    rounds: runs.length,
    wallMin: Math.min(...runs.map(({ wall }) => wall)),
    wallMedian: median(runs.map(({ wall }) => wall)),
    bytesPerSecond: sizeBytes / median(runs.map(({ wall }) => wall)),
    cpuMin: Math.min(...runs.map(({ cpu }) => cpu)),
    cpuMedian: median(runs.map(({ cpu }) => cpu)),
    peakMax: Math.max(...runs.map(({ peak }) => peak)),
    ratios: name.startsWith('sluice') ? peers.flatMap((peer) => ratiosTo(peer, runs, results.get(peer) ?? [])) : [],
    runs,
  }));
}

/** @param {string} peer @param {Run[]} runs @param {Run[]} theirs */
function ratiosTo(peer, runs, theirs) {
  const wall = pairedRatios(runs, theirs, (run) => run.wall);
  const cpu = pairedRatios(runs, theirs, (run) => run.cpu);
  if (wall.length === 0) return [];
  return [{ peer, wall: median(wall), wallLow: Math.min(...wall), wallHigh: Math.max(...wall), cpu: median(cpu) }];
}

/** @typedef {ReturnType<typeof summarise>} Summary */

const s = (/** @type {number} */ seconds) => seconds.toFixed(2);
const mib = (/** @type {number} */ bytes) => Math.round(bytes / 2 ** 20).toString();

/** @param {Summary} summary @returns {string} */
export function table(summary) {
  const head = ['', 'wall min', 'median', 'MiB/s', 'CPU min', 'median', 'peak MiB'];
  const rows = summary.map((row) => [
    row.name,
    s(row.wallMin),
    s(row.wallMedian),
    mib(row.bytesPerSecond),
    s(row.cpuMin),
    s(row.cpuMedian),
    mib(row.peakMax),
  ]);
  const ratios = summary.flatMap(({ name, ratios: all }) =>
    all.map(({ peer, wall, wallLow, wallHigh, cpu }) => [
      `${name} / ${peer}`,
      wall.toFixed(2),
      `${wallLow.toFixed(2)}..${wallHigh.toFixed(2)}`,
      cpu.toFixed(2),
    ]),
  );
  const parts = [align([head, ...rows])];
  if (ratios.length > 0) parts.push(align([['paired, median', 'wall', 'range', 'CPU'], ...ratios]));
  return parts.join('\n');
}

/** Columns in line, the first to the left. @param {string[][]} rows */
function align(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))))
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
