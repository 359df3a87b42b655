// @ts-check
import { spawn } from 'node:child_process';
import { findCommand } from './system-packages.mjs';
import { SetupError } from './say.mjs';

/** Whether windows have somewhere to open. Only on Linux can that be missing. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Tests bring their own display where they can: the same screen everywhere,
 * and no window in the face of whoever started them.
 */
export const testsBringDisplay = () => process.platform === 'linux' && (!hasDisplay() || findCommand('Xvfb') !== null);

/**
 * `sh` starts Xvfb and waits for the end of its stdin, a pipe that only this
 * process holds. However this process ends, even by SIGKILL, the pipe closes
 * and the server goes with it. `exec 3>&-` after the start: the number is
 * written by Xvfb, and sh must not keep that pipe open.
 */
const KEEPER = `
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp -noreset -dpi 96 </dev/null >/dev/null 2>&1 &
server=$!
exec 3>&-
trap 'kill $server 2>/dev/null' EXIT
trap '' INT TERM HUP
read -r _
`;

const START_TIMEOUT_MS = 15_000;

/**
 * Starts Xvfb on a free display, which it chooses itself (no race for numbers).
 * @returns {Promise<{ display: string, env: NodeJS.ProcessEnv, stop: () => Promise<void> }>}
 */
async function startXvfb() {
  const keeper = spawn('/bin/sh', ['-c', KEEPER], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  const stop = async () => {
    keeper.stdin?.end();
    await ended;
  };
  const numbers = /** @type {import('node:stream').Readable} */ (keeper.stdio[3]);
  /** @type {string | null} */
  const number = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), START_TIMEOUT_MS);
    let text = '';
    numbers.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    const done = () => {
      clearTimeout(timer);
      resolve(null);
    };
    numbers.once('close', done);
    keeper.once('error', done);
  });
  if (number === null || number === '') {
    await stop();
    throw new SetupError('Xvfb, the virtual display, did not start. Try: Xvfb -displayfd 1');
  }
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, DISPLAY: `:${number}` };
  // A Wayland session must not win over the display just made.
  delete env.WAYLAND_DISPLAY;
  delete env.XAUTHORITY;
  return { display: `:${number}`, env, stop };
}

/**
 * Runs `work` with the environment of a display: the one there is, or a
 * virtual one that ends with the work.
 * @template T
 * @param {{ virtual: boolean, onVirtual?: (display: string) => void }} options
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDisplay({ virtual, onVirtual }, work) {
  if (!virtual) return work(process.env);
  const server = await startXvfb();
  onVirtual?.(server.display);
  try {
    return await work(server.env);
  } finally {
    await server.stop();
  }
}
