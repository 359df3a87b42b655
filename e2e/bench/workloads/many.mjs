// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figure } from '../cells.mjs';
import { writeSeededFile } from '../content.mjs';
import { launchApp, requireElectron } from '../electron-app.mjs';
import { measure, verify } from '../measure.mjs';
import { startNginx } from '../nginx.mjs';
import { knowsMaxActive, sluiceList } from '../sluice-list.mjs';
import { Skipped } from '../workload.mjs';

const DOWNLOADS = 100;
const CONNECTIONS = 16;
/** Slow enough that all 1,600 connections are at work together for a while. */
const RATE_KIB = 128;
const MIB = 2 ** 20;
const EVENT_LOOP = new URL('../event-loop.mjs', import.meta.url).href;

/** @param {number} sizeBytes at least 8 s of work, and more splits than connections */
const fileBytes = (sizeBytes) => Math.min(32, Math.max(16, Math.round(sizeBytes / 64 / MIB))) * MIB;

/** A hundred downloads of sixteen connections each, all at once. @type {import('../workload.mjs').Workload} */
export const many = {
  name: 'many',
  tools: ['nginx', 'time', 'cmp'],
  peers: [],
  bytes: (sizeBytes) => (DOWNLOADS + 1) * fileBytes(sizeBytes),
  async open(setting) {
    const { options, scratch, onEnd } = setting;
    const root = join(scratch, 'www');
    const source = join(root, 'source.bin');
    mkdirSync(root);
    writeSeededFile(source, fileBytes(options.sizeBytes), 'many');
    const server = await startNginx({
      prefix: join(scratch, 'nginx'),
      root,
      server: `limit_rate ${RATE_KIB}k; location / { try_files /source.bin =404; }`,
    });
    onEnd(server.stop);
    const names = Array.from({ length: DOWNLOADS }, (_, index) => `${String(index).padStart(3, '0')}.bin`);
    const job = { ...setting, server, source, names, urls: names.map((name) => `${server.origin}/${name}`) };

    const contestants = [];
    if (knowsMaxActive(options.sluice)) contestants.push({ name: 'command line', run: commandLine(job) });
    if (hasApp(setting.say)) contestants.push({ name: 'app', run: () => inApp(job) });
    if (contestants.length === 0) throw new Skipped('neither the app nor a command line with --max-active is there');
    return {
      what: `${DOWNLOADS} downloads × ${CONNECTIONS} connections of ${RATE_KIB} KiB/s; the app's CPU and peak are its main process's`,
      sizeBytes: DOWNLOADS * fileBytes(options.sizeBytes),
      contestants,
      targets: contestants.flatMap(({ name }) => [
        figure(name, 'memory MB', 250, { label: 'memory, peak', unit: ' MB' }),
        figure(name, 'lag p99 ms', 20, { label: 'event-loop lag p99', unit: ' ms', digits: 1 }),
      ]),
    };
  },
};

/**
 * @typedef {import('../workload.mjs').Setting & {
 *   server: import('../nginx.mjs').Nginx, source: string, names: string[], urls: string[],
 * }} Job
 */

/** @param {(text: string) => void} say */
function hasApp(say) {
  try {
    requireElectron();
    return true;
  } catch (error) {
    if (!(error instanceof Skipped)) throw error;
    say(`many: without the app, ${error.message}.`);
    return false;
  }
}

/** @param {Job} job */
function commandLine({ options, scratch, server, source, names, urls }) {
  const list = join(scratch, 'urls.txt');
  const lagFile = join(scratch, 'lag.json');
  const directory = join(scratch, 'downloads');
  writeFileSync(list, `${urls.join('\n')}\n`);
  const command = sluiceList(options.sluice, {
    ...{ list, directory, atOnce: DOWNLOADS },
    node: ['--import', EVENT_LOOP],
    options: ['-x', String(CONNECTIONS)],
  });
  return async () => {
    server.clearLog();
    const run = await measure({
      ...{ name: 'the command line', command, directory, timeoutMs: options.timeoutMs },
      expected: names.map((file) => ({ file, source })),
      environment: { SLUICE_BENCH_EVENT_LOOP: lagFile },
    });
    /** @type {Record<string, number>} */
    const lag = JSON.parse(readFileSync(lagFile, 'utf8'));
    return { ...run, figures: { 'memory MB': run.peak / 1e6, ...lag, connections: (await server.readLog()).atOnce } };
  };
}

/** @param {Job} job */
async function inApp({ options, scratch, server, source, names, urls }) {
  const folders = { userData: join(scratch, 'user-data'), downloads: join(scratch, 'downloads') };
  const sluice = await launchApp(folders);
  try {
    await sluice.command('settings:update', { maxActiveDownloads: DOWNLOADS });
    server.clearLog();
    await sluice.watchMain();
    const began = performance.now();
    await sluice.command('downloads:add', { urls, connections: CONNECTIONS });
    await sluice.untilFinished(options.timeoutMs, 500);
    const wall = (performance.now() - began) / 1000;
    const { lagP99, lagMax, peak, before, cpu } = await sluice.readMain();
    for (const name of names) verify('the app', join(folders.downloads, name), source);
    const figures = {
      'memory MB': peak / 1e6,
      'lag p99 ms': lagP99,
      'lag max ms': lagMax,
      connections: (await server.readLog()).atOnce,
      'idle MB': before / 1e6,
    };
    return { wall, cpu, peak, figures };
  } finally {
    await sluice.close();
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
