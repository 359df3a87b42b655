// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../paths.mjs';
import { run } from '../run.mjs';

/** The npm package; `dist/` inside it is where everyone looks for the binary. */
export const packageDir = inRoot('node_modules', 'electron');
export const distDir = join(packageDir, 'dist');

/** @returns {string} the version package.json asks for */
export const wantedVersion = () => JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version;

/** @returns {string} the version of the runtime that is in place */
export const presentVersion = () => readFileSync(join(distDir, 'version'), 'utf8').trim().replace(/^v/, '');

const EXECUTABLES = /** @type {Record<string, string>} */ ({
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
});
const executableName = EXECUTABLES[process.platform] ?? 'electron';
export const executable = join(distDir, executableName);

/**
 * Whether the runtime at `dist` starts: loads its libraries and answers with
 * its version. As plain Node, so that no display is needed.
 * @param {string} dist
 */
export function starts(dist) {
  const file = join(dist, executableName);
  if (!existsSync(file)) return false;
  const { status, stdout } = spawnSync(file, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return status === 0 && /^\d+\./.test(stdout);
}

/**
 * Copies a runtime to where the `electron` package expects it, whole or not at all.
 * A copy and not a link: tools that change the binary would change the cache.
 * @param {string} from
 */
export async function putInPlace(from) {
  const temp = `${distDir}.new-${process.pid}`;
  rmSync(temp, { recursive: true, force: true });
  // `cp -a` is several times quicker than fs.cp on a runtime of 260 MB, and keeps links as they are.
  const copied = process.platform === 'win32' ? null : await run('cp', ['-a', from, temp], { stdio: 'capture' });
  if (copied?.code !== 0) await cp(from, temp, { recursive: true, verbatimSymlinks: true });
  rmSync(distDir, { recursive: true, force: true });
  renameSync(temp, distDir);
  writePathFile();
}

/** What `require('electron')` reads to find the binary. */
export const writePathFile = () => writeFileSync(join(packageDir, 'path.txt'), executableName);

/**
 * Chromium's sandbox refuses to run as root; anybody else keeps it.
 */
export const isRoot = () => process.platform === 'linux' && process.getuid?.() === 0;
