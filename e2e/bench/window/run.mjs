// @ts-check
/* global document, performance, requestAnimationFrame */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchApp, requireElectron } from '../electron-app.mjs';
import { comparePaint } from './paint.mjs';
import { startTrickle } from './trickle.mjs';

const ROWS = 10_000;
const ACTIVE = 20;
const SCROLL_MS = 6_000;
const CHURN = 1_000;
const BATCH = 50;
const IDLE_MS = 10_000;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (/** @type {string} */ text) => process.stdout.write(`${text}\n`);
const percentile = (/** @type {number[]} */ sorted, /** @type {number} */ share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** @typedef {Awaited<ReturnType<typeof launchApp>>} App */

/** Share of one processor that all processes of the app take while nothing runs. @param {App} app */
async function idle(app) {
  await app.cpuShare();
  await pause(IDLE_MS);
  const { percent, wakeups } = await app.cpuShare();
  say(
    `idle            ${percent.toFixed(2)} % of one processor, ${wakeups.toFixed(1)} wake-ups a second, over ${IDLE_MS / 1000} s`,
  );
}

/** What the page holds after a collection, MB. @param {App} app */
async function heap(app) {
  const session = await app.page.context().newCDPSession(app.page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = /** @type {{ usedSize: number }} */ (await session.send('Runtime.getHeapUsage'));
  await session.detach();
  return usedSize / 1e6;
}

/** Downloads that come, run and go. @param {App} app @param {string} origin */
async function churn(app, origin) {
  await app.command('settings:update', { maxActiveDownloads: BATCH });
  /** @type {number[]} */
  const heaps = [];
  for (let done = 0; done < CHURN; done += BATCH) {
    if (done === BATCH || done === CHURN / 2) heaps.push(await heap(app));
    const urls = Array.from({ length: BATCH }, (_, index) => `${origin}/small/${String(done + index)}`);
    const { added } = await app.command('downloads:add', { urls });
    await app.untilFinished(60_000, 50);
    await app.command('downloads:remove', { ids: added, deleteFile: false });
  }
  heaps.push(await heap(app));
  const [early = NaN, half = NaN, late = NaN] = heaps;
  say(
    `heap            ${early.toFixed(1)} MB after ${BATCH} downloads, ${half.toFixed(1)} MB after ${CHURN / 2}, ${late.toFixed(1)} MB after ${CHURN}`,
  );
}

/** @param {App} app @param {string} origin */
async function scroll(app, origin) {
  await app.command('settings:update', { maxActiveDownloads: ACTIVE, maxActivePerHost: null });
  const waiting = Array.from({ length: ROWS - ACTIVE }, (_, index) => `${origin}/slow/waiting-${String(index)}.bin`);
  await app.command('downloads:add', { urls: waiting, start: false });
  const running = Array.from({ length: ACTIVE }, (_, index) => `${origin}/slow/running-${String(index)}.bin`);
  await app.command('downloads:add', { urls: running, connections: 4 });
  await app.page.waitForFunction(
    (active) => document.querySelector('[data-testid=filter-active]')?.getAttribute('data-count') === String(active),
    ACTIVE,
  );
  await pause(2_000);
  const gaps = await app.page.evaluate(async (forMs) => {
    const list = document.querySelector('[data-testid=download-list]');
    /** @type {number[]} */
    const found = [];
    const began = performance.now();
    let before = began;
    let step = 90;
    while (before - began < forMs) {
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      found.push(now - before);
      before = now;
      if (!list) break;
      // Down through rows never seen, and back over the ones that run.
      if (list.scrollTop > 40_000) step = -90;
      if (list.scrollTop <= 0) step = 90;
      list.scrollTop += step;
    }
    return found.slice(1);
  }, SCROLL_MS);
  const sorted = [...gaps].sort((a, b) => a - b);
  const fps = (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0);
  say(
    `scrolling       ${fps.toFixed(1)} frames a second; a frame ${percentile(sorted, 0.5).toFixed(1)} ms, p95 ${percentile(sorted, 0.95).toFixed(1)}, p99 ${percentile(sorted, 0.99).toFixed(1)}, worst ${(sorted.at(-1) ?? NaN).toFixed(1)} (${ROWS.toLocaleString('en')} rows, ${ACTIVE} active)`,
  );
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', default: 'paint,idle,churn,scroll' },
  },
});
const wanted = new Set(values.only.split(','));
requireElectron();

if (wanted.has('paint')) {
  const { empty, own, ratio, ratios, list } = await comparePaint(Number(values.rounds));
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  say(
    `first paint     ${ratio.toFixed(2)} × an empty window (${least.toFixed(2)} to ${most.toFixed(2)}; target 1.30): ${own.toFixed(0)} ms against ${empty.toFixed(0)} ms, medians`,
  );
  say(`the list        ${list.ratio.toFixed(2)} × the same: ${list.ms.toFixed(0)} ms`);
}
const folder = mkdtempSync(join(tmpdir(), 'sluice-window-'));
const server = await startTrickle();
try {
  const app = await launchApp({ userData: join(folder, 'data'), downloads: join(folder, 'downloads') });
  try {
    await pause(3_000);
    if (wanted.has('idle')) await idle(app);
    if (wanted.has('churn')) await churn(app, server.origin);
    if (wanted.has('scroll')) await scroll(app, server.origin);
  } finally {
    await app.close();
  }
} finally {
  server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
