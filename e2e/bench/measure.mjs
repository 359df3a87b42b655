// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { end, start } from './children.mjs';
import { BenchError } from './options.mjs';
import { tool } from './tools.mjs';

/** @typedef {import('./contestants.mjs').Contestant} Contestant */
/** Seconds and bytes of one run. @typedef {{ wall: number, cpu: number, peak: number }} Run */

/**
 * One download by one contestant, verified byte by byte after the clock has stopped.
 * @param {Contestant} contestant
 * @param {{ url: string, source: string, scratch: string, certificate: string | null, timeoutMs: number }} setting
 * @returns {Promise<Run>}
 */
export async function measure(contestant, { url, source, scratch, certificate, timeoutMs }) {
  const directory = join(scratch, 'downloads');
  const report = join(scratch, 'time.txt');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  const args = contestant.args({ url, directory, file: 'copy.bin', certificate });
  try {
    // GNU time waits for exactly one child and has its whole resource usage; Node offers none for a child.
    const began = performance.now();
    const run = start(tool('time'), ['-q', '-f', '%U %S %M', '-o', report, contestant.command, ...args]);
    const timer = setTimeout(() => void end(run.child), timeoutMs);
    const { code, signal } = await run.ended;
    const wall = (performance.now() - began) / 1000;
    clearTimeout(timer);
    if (code !== 0) {
      const how = signal ? `was ended after ${Math.round(wall)} s` : `exited with ${code}`;
      throw new BenchError(`${contestant.name} ${how}.\n${run.errors()}`);
    }
    verify(contestant.name, join(directory, 'copy.bin'), source);
    const [user = NaN, system = NaN, kilobytes = NaN] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system, peak: kilobytes * 1024 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Against the source itself: exact, and faster than any hash.
 * @param {string} name
 * @param {string} copy
 * @param {string} source
 */
function verify(name, copy, source) {
  const [got, wanted] = [statSync(copy, { throwIfNoEntry: false })?.size, statSync(source).size];
  if (got !== wanted) throw new BenchError(`${name} wrote ${got ?? 'no'} bytes instead of ${wanted}.`);
  const { status, stdout } = spawnSync(tool('cmp'), [copy, source], { encoding: 'utf8' });
  if (status !== 0) throw new BenchError(`${name} wrote a wrong file: ${stdout.trim()}`);
}
