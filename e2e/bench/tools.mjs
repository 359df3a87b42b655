// @ts-check
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BenchError } from './options.mjs';

/** Command → the Debian package that brings it. */
const PACKAGES = {
  nginx: 'nginx-light',
  openssl: 'openssl',
  curl: 'curl',
  aria2c: 'aria2',
  time: 'time',
  cmp: 'diffutils',
  ip: 'iproute2',
};

/** @typedef {keyof typeof PACKAGES} Tool */

const INSTALL_TIMEOUT_MS = 180_000;

/** @param {string} name @returns {string | null} its path; a shell's built-in does not count */
export function findTool(name) {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin']) {
    const file = join(folder || '.', name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here.
    }
  }
  return null;
}

/** @param {Tool} name */
export function tool(name) {
  const path = findTool(name);
  if (path === null) throw new BenchError(`${name} is missing.`);
  return path;
}

/**
 * Brings what is missing: by itself as root on Debian, else it says how.
 * @param {Tool[]} needed without these nothing can be measured
 * @param {Tool[]} wanted left out when they cannot be had
 * @param {(text: string) => void} say
 */
export function ensureTools(needed, wanted, say) {
  const missing = () => [...needed, ...wanted].filter((name) => findTool(name) === null);
  let lacking = missing();
  if (lacking.length === 0) return;
  const packages = lacking.map((name) => PACKAGES[name]);
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version') && findTool('apt-get')) {
    say(`Installing ${packages.join(' ')}.`);
    install(packages);
    lacking = missing();
  }
  const absent = lacking.filter((name) => needed.includes(name));
  if (absent.length > 0) {
    throw new BenchError(
      `Missing: ${absent.join(', ')}. On Debian or Ubuntu install with:\n\n  ${command(packages)}\n`,
    );
  }
  if (lacking.length > 0)
    say(`Without ${lacking.join(', ')} some of it is left out. To bring it: ${command(packages)}`);
}

/** @param {string[]} packages */
const command = (packages) => `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;

/** @param {string[]} packages */
function install(packages) {
  // nginx's package would start a server of its own on port 80.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const options = ['-o', 'DPkg::Lock::Timeout=60', '-qq'];
  for (const args of [
    ['update', ...options],
    ['install', '-y', '--no-install-recommends', ...options, ...packages],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS });
    if (status !== 0) throw new BenchError(`apt-get ${args[0]} failed: ${(stderr ?? '').trim().slice(-500)}`);
  }
}

/** @param {string} path @param {string[]} args @returns {string} the first line it prints */
export function firstLine(path, args) {
  const { stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', timeout: 10_000 });
  return `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n')[0] ?? '';
}
