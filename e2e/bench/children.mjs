// @ts-check
import { spawn } from 'node:child_process';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Everything this bench has started and not yet seen end. @type {Set<ChildProcess>} */
const running = new Set();

/** Where SIGTERM is not heard in this time, SIGKILL follows. */
const PATIENCE_MS = 3_000;

/**
 * A child in a process group of its own, so that its own children (GNU time's) end with it and a Ctrl-C in the
 * terminal reaches it through {@link endAll} only.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  running.add(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (errors = (errors + text).slice(-4000)));
  /** @type {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  // Whoever awaits it later still learns of the error.
  ended.catch(() => undefined);
  return { child, ended, errors: () => errors.trim() };
}

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended in between.
  }
}

/** @param {ChildProcess} child */
export async function end(child) {
  if (!running.has(child)) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), PATIENCE_MS);
  await closed;
  clearTimeout(timer);
}

export async function endAll() {
  await Promise.all([...running].map(end));
}
