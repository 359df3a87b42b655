// @ts-check
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything below may be deleted at any time; it is made again. */
export const workDir = join(root, '.cache');

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/**
 * Where large downloads are kept for the next clone: outside the checkout, in
 * the place each system has for what can be fetched again.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function cacheRoot(env = process.env, platform = process.platform) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'sluice');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'sluice');
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'sluice', 'Cache');
  }
  return join(homedir(), '.cache', 'sluice');
}

/** Where the person stood when they typed `npm start`; npm itself moves to the checkout. */
export const callerDir = () => process.env.INIT_CWD ?? process.cwd();
