// @ts-check
/* global window */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { BenchError } from './options.mjs';
import { Skipped } from './workload.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @throws {Skipped} without a runtime or a screen for it */
export function requireElectron() {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new Skipped('there is no screen; npm run bench brings one');
  }
  const folder = join(createRequire(import.meta.url).resolve('electron/package.json'), '..');
  const pathFile = join(folder, 'path.txt');
  if (existsSync(pathFile) && existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()))) return;
  throw new Skipped('there is no Electron in node_modules; npm start fetches it');
}

/** @typedef {{ id: string, status: string, failure: { code: string, detail: string } | null }} Download */
/** @typedef {{ lagP99: number, lagMax: number, peak: number, before: number, cpu: number }} MainFigures ms, bytes of resident memory at most and at the beginning, seconds */

/**
 * The built app with folders of its own.
 * @param {{ userData: string, downloads: string }} where
 */
export async function launchApp({ userData, downloads }) {
  for (const folder of [userData, downloads]) mkdirSync(folder, { recursive: true });
  const foreign = /^(ELECTRON_RENDERER_URL|ELECTRON_RUN_AS_NODE|DBUS_SESSION_BUS_ADDRESS|NODE_OPTIONS)$|_proxy$/i;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const electron = await _electron.launch({
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT],
    cwd: ROOT,
    env: /** @type {Record<string, string>} */ ({
      ...Object.fromEntries(inherited),
      SLUICE_USER_DATA: userData,
      SLUICE_DOWNLOADS: downloads,
      LANG: 'en_US.UTF-8',
    }),
  });
  const page = await electron.firstWindow();
  await page.waitForLoadState('load');

  /** @param {string} name @param {unknown} [request] @returns {Promise<any>} */
  const command = async (name, request) => {
    const outcome = await page.evaluate(
      ([given, payload]) => /** @type {any} */ (window).sluice.command(given, payload),
      /** @type {const} */ ([name, request]),
    );
    if (!outcome.ok) throw new BenchError(`${name}: ${outcome.failure.code}: ${outcome.failure.detail}`);
    return outcome.value;
  };

  return {
    page,
    command,
    /** Until all on the list are finished. @param {number} timeoutMs @param {number} periodMs */
    async untilFinished(timeoutMs, periodMs) {
      const giveUpAt = performance.now() + timeoutMs;
      for (;;) {
        /** @type {Download[]} */
        const downloads = (await command('feed:snapshot')).downloads;
        const failed = downloads.find(({ status }) => status === 'failed');
        if (failed) throw new BenchError(`the app failed: ${failed.failure?.code}: ${failed.failure?.detail}`);
        if (downloads.every(({ status }) => status === 'finished')) return;
        if (performance.now() > giveUpAt) throw new BenchError('the app was not done in time.');
        await new Promise((resolve) => setTimeout(resolve, periodMs));
      }
    },
    /** From now on until {@link readMain}. */
    watchMain: () =>
      electron.evaluate(() => {
        const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
        const delay = monitorEventLoopDelay({ resolution: 10 });
        delay.enable();
        Object.assign(globalThis, {
          benchWatch: { delay, cpu: process.cpuUsage(), before: process.memoryUsage.rss() },
        });
      }),
    /** @returns {Promise<MainFigures>} of the main process */
    readMain: () =>
      electron.evaluate(() => {
        const { delay, cpu, before } = /** @type {any} */ (globalThis).benchWatch;
        const used = process.cpuUsage(cpu);
        const lag = (/** @type {number} */ nanoseconds) => Math.max(0, nanoseconds / 1e6 - 10);
        return {
          lagP99: lag(delay.percentile(99)),
          lagMax: lag(delay.max),
          peak: process.resourceUsage().maxRSS * 1024,
          before,
          cpu: (used.user + used.system) / 1e6,
        };
      }),
    /** Of all its processes since the last call: per cent of one processor, and wake-ups from idleness a second. */
    cpuShare: () =>
      electron.evaluate(({ app }) => {
        const metrics = app.getAppMetrics();
        return {
          percent: metrics.reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0),
          wakeups: metrics.reduce((sum, { cpu }) => sum + cpu.idleWakeupsPerSecond, 0),
        };
      }),
    close: () => electron.close(),
  };
}
