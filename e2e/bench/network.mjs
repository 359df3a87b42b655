// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './children.mjs';
import { BenchError } from './options.mjs';
import { findTool } from './tools.mjs';
import { Skipped } from './workload.mjs';

const EMULATOR = fileURLToPath(new URL('./path_emulator.py', import.meta.url));
const SERVER_ADDRESS = '10.99.0.1';
const CLIENT_ADDRESS = '10.99.0.2';
const EMULATOR_TIMEOUT_MS = 5_000;

/**
 * Two network namespaces with a slow and lossy path from server to client; acknowledgements come at once and whole.
 * By netem where the kernel has it, else by a small program that passes the packets on.
 * @param {import('./workload.mjs').Setting} setting
 * @param {{ delayMs: number, lossPercent: number }} path
 * @returns {Promise<{ serverAddress: string, server: string[], client: string[], how: string }>}
 *   `server`, `client`: what runs a command there
 * @throws {Skipped}
 */
export async function farAway(setting, path) {
  const ip = findTool('ip');
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Skipped('network namespaces take root on Linux');
  if (ip === null) throw new Skipped('ip is missing (Debian: iproute2)');

  const server = `sluice-bench-${process.pid}-server`;
  const client = `sluice-bench-${process.pid}-client`;
  const within = (/** @type {string} */ namespace) => [ip, 'netns', 'exec', namespace];
  for (const namespace of [server, client]) {
    const { status, stderr } = spawnSync(ip, ['netns', 'add', namespace], { encoding: 'utf8' });
    if (status !== 0) throw new Skipped(`network namespaces cannot be made here (${stderr.trim()})`);
    setting.onEnd(() => void spawnSync(ip, ['netns', 'del', namespace]));
  }
  const names = { server: `sbs${process.pid}`, client: `sbc${process.pid}` };
  const how =
    (await netem(ip, server, client, names, path)) ?? (await emulated(ip, server, client, names, path, setting));
  address(ip, server, names.server, SERVER_ADDRESS, CLIENT_ADDRESS);
  address(ip, client, names.client, CLIENT_ADDRESS, SERVER_ADDRESS);
  // Some machines have BBR as default, which does not mind the loss. CUBIC, which most servers run, is only allowed in a
  // namespace where the whole machine allows it, and on a path like this it goes no faster than Reno (RFC 9438, 4.3).
  must(ip, ['netns', 'exec', server, 'sh', '-c', 'echo reno > /proc/sys/net/ipv4/tcp_congestion_control']);
  return {
    serverAddress: SERVER_ADDRESS,
    server: within(server),
    client: within(client),
    how: `${how}, TCP Reno`,
  };
}

/** @typedef {{ server: string, client: string }} Names of the interfaces */
/** @typedef {{ delayMs: number, lossPercent: number }} Path */

/**
 * @param {string} ip @param {string} server @param {string} client @param {Names} names @param {Path} path
 * @returns {Promise<string | null>} null where the kernel has none
 */
async function netem(ip, server, client, names, { delayMs, lossPercent }) {
  if (findTool('tc') === null) return null;
  must(ip, [
    'link',
    'add',
    names.server,
    'netns',
    server,
    'type',
    'veth',
    'peer',
    'name',
    names.client,
    'netns',
    client,
  ]);
  const rule = ['delay', `${delayMs}ms`, 'loss', `${lossPercent}%`, 'limit', '100000'];
  const added = spawnSync(ip, [
    'netns',
    'exec',
    server,
    'tc',
    'qdisc',
    'add',
    'dev',
    names.server,
    'root',
    'netem',
    ...rule,
  ]);
  if (added.status === 0) return 'by netem';
  must(ip, ['-n', server, 'link', 'del', names.server]);
  return null;
}

/**
 * @param {string} ip @param {string} server @param {string} client @param {Names} names @param {Path} path
 * @param {import('./workload.mjs').Setting} setting
 */
async function emulated(ip, server, client, names, { delayMs, lossPercent }, { scratch, onEnd }) {
  const python = findTool('python3');
  if (python === null || !existsSync('/dev/net/tun')) {
    throw new Skipped('the kernel has no netem, and the emulator wants python3 and /dev/net/tun');
  }
  const ready = join(scratch, 'path-ready');
  const args = [EMULATOR, names.server, names.client, String(delayMs), String(lossPercent), ready];
  const { child, ended, errors } = start(python, args);
  onEnd(() => child.kill());
  const giveUpAt = performance.now() + EMULATOR_TIMEOUT_MS;
  while (!existsSync(ready)) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      child.kill();
      await ended;
      throw new Skipped(`the kernel has no netem, and the emulator did not start (${errors()})`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  must(ip, ['link', 'set', names.server, 'netns', server]);
  must(ip, ['link', 'set', names.client, 'netns', client]);
  return 'by an emulator (no netem in this kernel)';
}

/** @param {string} ip @param {string} namespace @param {string} link @param {string} own @param {string} other */
function address(ip, namespace, link, own, other) {
  must(ip, ['-n', namespace, 'addr', 'add', own, 'peer', other, 'dev', link]);
  must(ip, ['-n', namespace, 'link', 'set', link, 'up']);
  must(ip, ['-n', namespace, 'link', 'set', 'lo', 'up']);
}

/** @param {string} command @param {string[]} args */
function must(command, args) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new BenchError(`${command} ${args.join(' ')} failed: ${(stderr ?? '').trim()}`);
}
