// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { end, start } from './children.mjs';
import { BenchError } from './options.mjs';
import { tool } from './tools.mjs';

/**
 * One run: seconds of wall clock and of CPU (user and system, with every child), bytes of the largest resident set, and
 * what else the workload looks at.
 * @typedef {{ wall: number, cpu: number, peak: number, figures?: Record<string, number> }} Run
 */
/** A file that must be there afterwards, and the one it must equal. @typedef {{ file: string, source: string }} Expected */

/** Proxies of the environment would stand between. */
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)));

/**
 * Runs a command that fills an empty folder, and compares what it wrote byte by byte after the clock has stopped.
 * @param {{
 *   name: string, command: string[], directory: string, expected: Expected[], timeoutMs: number,
 *   environment?: Record<string, string>,
 * }} job
 * @returns {Promise<Run>}
 */
export async function measure({ name, command, directory, expected, timeoutMs, environment = {} }) {
  const report = `${directory}.time`;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  try {
    // GNU time waits for exactly one child and has its whole resource usage; Node offers none for a child.
    const began = performance.now();
    const run = start(tool('time'), ['-q', '-f', '%U %S %M', '-o', report, ...command], {
      env: { ...ENVIRONMENT, ...environment },
    });
    const timer = setTimeout(() => void end(run.child), timeoutMs);
    const { code, signal } = await run.ended;
    const wall = (performance.now() - began) / 1000;
    clearTimeout(timer);
    if (code !== 0) {
      const how = signal ? `was ended after ${Math.round(wall)} s` : `exited with ${code}`;
      throw new BenchError(`${name} ${how}.\n${run.errors()}`);
    }
    for (const { file, source } of expected) verify(name, join(directory, file), source);
    const [user = NaN, system = NaN, kilobytes = NaN] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system, peak: kilobytes * 1024 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const SMALL_BYTES = 2 ** 20;

/**
 * Against the source itself: exact, and faster than any hash.
 * @param {string} name
 * @param {string} copy
 * @param {string} source
 */
export function verify(name, copy, source) {
  const [got, wanted] = [statSync(copy, { throwIfNoEntry: false })?.size, statSync(source).size];
  if (got !== wanted) throw new BenchError(`${name} wrote ${got ?? 'no'} bytes instead of ${wanted} to ${copy}.`);
  if (wanted <= SMALL_BYTES) {
    if (!readFileSync(copy).equals(readFileSync(source))) throw new BenchError(`${name} wrote a wrong file: ${copy}`);
    return;
  }
  const { status, stdout } = spawnSync(tool('cmp'), [copy, source], { encoding: 'utf8' });
  if (status !== 0) throw new BenchError(`${name} wrote a wrong file: ${stdout.trim()}`);
}
