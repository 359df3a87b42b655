// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../options.mjs';
import { median } from '../statistics.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const EMPTY = fileURLToPath(new URL('empty', import.meta.url));
const HOOK = fileURLToPath(new URL('paint-hook.cjs', import.meta.url));
const electron = /** @type {string} */ (createRequire(import.meta.url)('electron'));

/** A start that takes longer has failed. */
const PATIENCE_MS = 60_000;

/**
 * From the start of the process to the first text on its page, and to its list (`NaN`: it has none), ms.
 * @param {string} app @param {string} folder
 */
async function firstPaint(app, folder) {
  const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  const child = spawn(electron, ['-r', HOOK, ...rootSwitches, `--user-data-dir=${folder}`, app], {
    env: { ...process.env, SLUICE_USER_DATA: join(folder, 'data'), SLUICE_DOWNLOADS: join(folder, 'downloads') },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  await new Promise((resolve) => child.once('close', resolve));
  const [, paint, list] = /first paint at ([\d.]+), list at ([\d.]+|null)/.exec(output) ?? [];
  if (paint === undefined) throw new BenchError(`${app} painted nothing.`);
  return { paint: Number(paint) - began, list: Number(list) - began };
}

/**
 * Sluice beside an empty window, in turn, so that what slows the machine slows both.
 * @param {number} rounds
 */
export async function comparePaint(rounds) {
  const base = mkdtempSync(join(tmpdir(), 'sluice-paint-'));
  const startEmpty = () => firstPaint(EMPTY, join(base, 'empty'));
  const startOwn = () => firstPaint(ROOT, join(base, 'own'));
  /** @type {number[]} */
  const empty = [];
  /** @type {number[]} */
  const own = [];
  /** @type {number[]} */
  const lists = [];
  try {
    // The first starts read their files from the disk and compile them; Chromium keeps what it compiled for the third.
    for (let start = 0; start < 3; start += 1) {
      await startEmpty();
      await startOwn();
    }
    for (let round = 0; round < rounds; round += 1) {
      empty.push((await startEmpty()).paint);
      const { paint, list } = await startOwn();
      own.push(paint);
      lists.push(list);
    }
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  const besideEmpty = (/** @type {number[]} */ times) => times.map((ms, round) => ms / (empty[round] ?? NaN));
  const ratios = besideEmpty(own);
  const list = { ms: median(lists), ratio: median(besideEmpty(lists)) };
  return { empty: median(empty), own: median(own), ratio: median(ratios), ratios, list };
}
