// @ts-check
/** npm run bench: the same file from the same server to the same tmpfs, by curl, aria2c, axel and Sluice in turn. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAll } from './children.mjs';
import { requireSpace, writeSeededFile } from './content.mjs';
import { contestants, PEERS } from './contestants.mjs';
import { measure } from './measure.mjs';
import { startNginx } from './nginx.mjs';
import { BenchError, HELP, parseOptions } from './options.mjs';
import { machineLine, summarise, table } from './report.mjs';
import { ensureTools, firstLine, tool } from './tools.mjs';

const SLUICE = fileURLToPath(new URL('../../out/cli/sluice.js', import.meta.url));
const SEED = 'sluice bench 1';

const say = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`);

/** @param {import('./options.mjs').BenchOptions} options */
async function bench(options) {
  if (!existsSync(options.sluice)) throw new BenchError(`${options.sluice} is missing: npm run build makes it.`);
  ensureTools(
    ['nginx', 'time', 'cmp', ...(options.tls ? /** @type {const} */ (['openssl']) : [])],
    ['curl', 'aria2c', 'axel'],
    say,
  );
  const field = chosen(contestants(options.sluice), options.only);
  requireSpace(options.directory, options.sizeBytes);

  const scratch = mkdtempSync(join(options.directory, 'sluice-bench-'));
  cleanUps.push(() => rmSync(scratch, { recursive: true, force: true }));
  const root = join(scratch, 'www');
  mkdirSync(root);
  const source = join(root, 'source.bin');
  writeSeededFile(source, options.sizeBytes, SEED);
  const server = await startNginx({ prefix: join(scratch, 'nginx'), root, tls: options.tls });

  /** @type {import('./report.mjs').Results} */
  const results = new Map(field.map(({ name }) => [name, []]));
  const setting = { ...options, url: `${server.origin}/source.bin`, source, scratch, certificate: server.certificate };
  for (let round = 0; round < options.rounds; round += 1) {
    // Turned by one each round: nobody always runs right after the same neighbour's warm-up.
    const order = field.map((_, index) => field[(index + round) % field.length]).filter((entry) => entry !== undefined);
    for (const contestant of order) {
      const run = await measure(contestant, setting);
      results.get(contestant.name)?.push(run);
      say(
        `round ${round + 1}/${options.rounds}  ${contestant.name.padEnd(12)}  ` +
          `wall ${run.wall.toFixed(2)}  CPU ${run.cpu.toFixed(2)}  peak ${Math.round(run.peak / 2 ** 20)} MiB`,
      );
    }
  }
  await server.stop();

  const summary = summarise(results, PEERS, options.sizeBytes);
  const versions = new Set([
    ...field.map(({ version }) => version),
    firstLine(tool('nginx'), ['-v']).replace(/^nginx version: /, ''),
  ]);
  const machine = machineLine([...versions]);
  const what = `${(options.sizeBytes / 2 ** 20).toFixed(0)} MiB over ${options.tls ? 'https' : 'http'}, ${options.rounds} rounds, seconds`;
  (options.json ? say : print)(`\n${what}\n${machine}\n\n${table(summary)}`);
  if (options.json) print(JSON.stringify({ sizeBytes: options.sizeBytes, tls: options.tls, machine, summary }));
}

const print = (/** @type {string} */ text) => void process.stdout.write(`${text}\n`);

/**
 * @param {import('./contestants.mjs').Contestant[]} all
 * @param {string[]} only
 */
function chosen(all, only) {
  if (only.length === 0) return all.filter(({ name }) => name !== 'sluice -x1');
  const field = all.filter(({ name }) => only.some((wanted) => isMeant(wanted, name, all)));
  if (field.length === 0) throw new BenchError(`--only: nobody of ${all.map(({ name }) => name).join(', ')} is meant.`);
  return field;
}

/**
 * By its whole name, else by the beginning of it.
 * @param {string} wanted
 * @param {string} name
 * @param {import('./contestants.mjs').Contestant[]} all
 */
const isMeant = (wanted, name, all) =>
  all.some((other) => other.name === wanted) ? name === wanted : name.startsWith(wanted);

/** @type {(() => void)[]} */
const cleanUps = [];
let stopping = false;

async function tidyUp() {
  await endAll();
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    stopping = true;
    void tidyUp().finally(() => process.exit(128 + constants.signals[signal]));
  });
}

try {
  const directory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const options = parseOptions(process.argv.slice(2), { directory, sluice: SLUICE });
  if (options.help) print(HELP);
  else await bench(options);
} catch (error) {
  // What a Ctrl-C breaks off is no news.
  if (!stopping)
    say(error instanceof BenchError ? `bench: ${error.message}` : String(error instanceof Error ? error.stack : error));
  process.exitCode = error instanceof BenchError ? 2 : 1;
} finally {
  await tidyUp();
}
