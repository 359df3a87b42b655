// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';
import { SetupError } from './say.mjs';

/** @typedef {{ code: number, output: string }} Outcome */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Signal numbers by name, for exit codes the shell's way (128 + n). */
const signalNumber = /** @type {Record<string, number>} */ (constants.signals);

/** @type {NodeJS.Signals[]} */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The first signal this process was asked to stop with, if any. */
let stopSignal = /** @type {NodeJS.Signals | null} */ (null);
export const stoppedBy = () => stopSignal;

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function kill(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    child.kill(signal);
  } catch {
    // It ended between the check and the call.
  }
}

/**
 * A Ctrl-C reaches this process twice: from the terminal, and once more from
 * npm, which forwards it. Children live in process groups of their own and are
 * told once, because an app may take a second Ctrl-C for "now, without saving".
 */
const SAME_SIGNAL_MS = 500;
let lastSignalAt = -Infinity;

/** @param {NodeJS.Signals} signal */
function onSignal(signal) {
  const now = performance.now();
  if (now - lastSignalAt < SAME_SIGNAL_MS) return;
  lastSignalAt = now;
  stopSignal ??= signal;
  for (const child of running) kill(child, signal);
  if (running.size === 0) process.exit(128 + (signalNumber[signal] ?? 1));
}

let listening = false;
function listenForSignals() {
  if (listening) return;
  listening = true;
  for (const signal of FORWARDED) process.on(signal, () => onSignal(signal));
  process.on('exit', () => {
    for (const child of running) kill(child, 'SIGTERM');
  });
  if (process.env.npm_lifecycle_event && process.platform !== 'win32') watchParent();
}

const PARENT_CHECK_MS = 500;

/**
 * `kill` on npm ends npm and the shell between it and this process, which is
 * never told. Its parent changes, though, and that means the same.
 */
function watchParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) onSignal('SIGTERM');
  }, PARENT_CHECK_MS).unref();
}

/**
 * Runs a program to its end. Signals sent to this process go on to it; the
 * code of one that a signal ended is 128 + the signal's number.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: 'inherit' | 'capture' | 'toStderr', shell?: boolean, timeoutMs?: number }} options
 *   `capture` collects stdout and stderr together; `toStderr` keeps our stdout clean.
 * @returns {Promise<Outcome>}
 */
export function run(command, args, options = {}) {
  const { stdio = 'inherit' } = options;
  listenForSignals();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      detached: process.platform !== 'win32',
      stdio:
        stdio === 'capture' ? ['ignore', 'pipe', 'pipe'] : ['ignore', stdio === 'toStderr' ? 2 : 'inherit', 'inherit'],
    });
    running.add(child);
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const timer = options.timeoutMs ? setTimeout(() => kill(child, 'SIGKILL'), options.timeoutMs) : undefined;
    child.on('error', (error) => {
      clearTimeout(timer);
      running.delete(child);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({
        code: code ?? 128 + (signalNumber[signal ?? 'SIGKILL'] ?? 1),
        output: Buffer.concat(chunks).toString('utf8'),
      });
    });
  });
}

/**
 * @param {string} what said when it fails
 * @param {string} command
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
export async function mustRun(what, command, args, options = {}) {
  const { code, output } = await run(command, args, options);
  if (stopSignal) throw new SetupError(`${what} was interrupted.`);
  if (code !== 0) {
    const tail = output.trim().split('\n').slice(-25).join('\n');
    throw new SetupError(`${what} failed with code ${code}.${tail ? `\n\n${tail}` : ''}`);
  }
  return output;
}

/**
 * A tool from node_modules, started with this very Node: the shims in `.bin`
 * would take whatever Node comes first in PATH.
 * @param {string} script path inside node_modules, e.g. `vite/bin/vite.js`
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
export const tool = (script, args) => [process.execPath, [`${root}/node_modules/${script}`, ...args]];

/**
 * @param {string[]} args
 * @returns {[command: string, args: string[], options: { shell: boolean }]}
 */
export function npmCommand(args) {
  const cli = process.env.npm_execpath;
  // npm's own CLI run by our Node works on every system and with the Node that set-up chose.
  if (cli?.endsWith('npm-cli.js')) return [process.execPath, [cli, ...args], { shell: false }];
  // On Windows `npm` is a .cmd file, which only a shell starts.
  return ['npm', args, { shell: process.platform === 'win32' }];
}
