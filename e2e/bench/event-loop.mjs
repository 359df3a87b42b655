// @ts-check
/**
 * Loaded into a Node process by `--import`: leaves how late its event loop was, in ms, in the file that
 * SLUICE_BENCH_EVENT_LOOP names.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A timer of this period is watched: what it comes later is the lag. ms. */
const PERIOD_MS = 10;

const file = process.env['SLUICE_BENCH_EVENT_LOOP'];
if (file) {
  const delay = monitorEventLoopDelay({ resolution: PERIOD_MS });
  delay.enable();
  process.once('exit', () => {
    const lag = (/** @type {number} */ nanoseconds) => Math.max(0, nanoseconds / 1e6 - PERIOD_MS);
    writeFileSync(file, JSON.stringify({ 'lag p99 ms': lag(delay.percentile(99)), 'lag max ms': lag(delay.max) }));
  });
}
