// @ts-check
/** npm run bench: every workload side by side with its rivals, and a table of targets at the end. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cellOf } from './cells.mjs';
import { endAll } from './children.mjs';
import { versions } from './commands.mjs';
import { requireSpace } from './content.mjs';
import { BenchError, HELP, parseOptions } from './options.mjs';
import { machineLine, runsTable, targetTable } from './report.mjs';
import { ensureTools } from './tools.mjs';
import { Skipped } from './workload.mjs';
import { WORKLOADS } from './workloads/index.mjs';

/** @typedef {import('./workload.mjs').Workload} Workload */
/** @typedef {import('./options.mjs').BenchOptions} BenchOptions */
/**
 * @typedef {{
 *   workload: string, what: string, cells: import('./cells.mjs').Cell[], skipped?: string, failed?: string,
 *   sizeBytes?: number | null, runs?: Record<string, import('./measure.mjs').Run[]>,
 * }} Outcome
 */

const SLUICE = fileURLToPath(new URL('../../out/cli/sluice.js', import.meta.url));

const say = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`);
const print = (/** @type {string} */ text) => void process.stdout.write(`${text}\n`);

/** Undone at the end, the last first. @type {(() => unknown)[]} */
const cleanUps = [];
let stopping = false;

async function tidyUp() {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}

/** @param {BenchOptions} options @returns {Promise<Outcome[]>} */
async function bench(options) {
  const workloads = WORKLOADS.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const unique = (/** @type {import('./tools.mjs').Tool[]} */ tools) => [...new Set(tools)];
  ensureTools(unique(workloads.flatMap(({ tools }) => tools)), unique(workloads.flatMap(({ peers }) => peers)), say);
  requireSpace(options.directory, Math.max(...workloads.map(({ bytes }) => bytes(options.sizeBytes))));
  const machine = machineLine(versions(options.sluice));
  const show = options.json === '-' ? say : print;
  show(machine);

  /** @type {Outcome[]} */
  const outcomes = [];
  for (const workload of workloads) {
    const outcome = await compete(workload, options);
    if (stopping) return outcomes;
    outcomes.push(outcome);
    const { what, skipped, failed, runs, sizeBytes = null } = outcome;
    show(`\n${workload.name}: ${what}`);
    if (skipped) show(`skipped: ${skipped}`);
    else if (runs) show(runsTable(new Map(Object.entries(runs)), sizeBytes));
    if (failed) show(`FAILED: ${failed}`);
  }
  const cells = outcomes.flatMap((outcome) => outcome.cells);
  if (cells.length > 0) show(`\n${targetTable(outcomes)}`);
  const tally = (/** @type {string} */ verdict) => cells.filter((cell) => cell.verdict === verdict).length;
  show(`${tally('pass')} targets met, ${tally('MISS')} missed, ${tally('–')} not measured`);
  const json = JSON.stringify({ machine, sizeBytes: options.sizeBytes, rounds: options.rounds, outcomes }, null, 1);
  if (options.json === '-') print(json);
  else if (options.json !== null) writeFileSync(options.json, `${json}\n`);
  return outcomes;
}

/** One workload, from its servers to its cells. @param {Workload} workload @param {BenchOptions} options @returns {Promise<Outcome>} */
async function compete(workload, options) {
  /** @type {Outcome} */
  const outcome = { workload: workload.name, what: '', cells: [] };
  try {
    const scratch = mkdtempSync(join(options.directory, 'sluice-bench-'));
    const onEnd = (/** @type {() => unknown} */ cleanUp) => void cleanUps.push(cleanUp);
    onEnd(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
    const contest = await workload.open({ options, scratch, say, onEnd });
    outcome.what = contest.what;
    outcome.sizeBytes = contest.sizeBytes;
    const results = await rounds(workload.name, contest, options);
    outcome.runs = Object.fromEntries(results);
    outcome.cells = contest.targets.map((target) => cellOf(target, results));
  } catch (error) {
    if (error instanceof Skipped) outcome.skipped = error.message;
    else
      outcome.failed =
        error instanceof BenchError ? error.message : String(error instanceof Error ? error.stack : error);
  } finally {
    if (!stopping) await tidyUp();
  }
  return outcome;
}

/** @param {string} workload @param {import('./workload.mjs').Contest} contest @param {BenchOptions} options */
async function rounds(workload, { contestants }, options) {
  /** @type {import('./cells.mjs').Results} */
  const results = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    // Turned by one each round: nobody always runs right after the same neighbour's warm-up.
    const order = contestants.map((_, index) => contestants[(index + round) % contestants.length]);
    for (const contestant of order) {
      if (contestant === undefined) continue;
      const run = await contestant.run();
      results.get(contestant.name)?.push(run);
      say(
        `${workload}  round ${round + 1}/${options.rounds}  ${contestant.name.padEnd(12)}  ` +
          `wall ${run.wall.toFixed(2)}  CPU ${run.cpu.toFixed(2)}  peak ${Math.round(run.peak / 2 ** 20)} MiB`,
      );
    }
  }
  return results;
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    stopping = true;
    void endAll()
      .then(tidyUp)
      .finally(() => process.exit(128 + constants.signals[signal]));
  });
}

try {
  const options = parseOptions(process.argv.slice(2), {
    directory: existsSync('/dev/shm') ? '/dev/shm' : tmpdir(),
    sluice: SLUICE,
    workloads: WORKLOADS.map(({ name }) => name),
  });
  if (options.help) print(`${HELP}\nWorkloads: ${WORKLOADS.map(({ name }) => name).join(', ')}`);
  else if ((await bench(options)).some(({ failed }) => failed)) process.exitCode = 1;
} catch (error) {
  // What a Ctrl-C breaks off is no news.
  if (!stopping)
    say(error instanceof BenchError ? `bench: ${error.message}` : String(error instanceof Error ? error.stack : error));
  process.exitCode = error instanceof BenchError ? 2 : 1;
} finally {
  await endAll();
  await tidyUp();
}
