// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { mustRun, npmCommand } from './run.mjs';
import { say } from './say.mjs';

const LOCK = inRoot('package-lock.json');
const STAMP = inRoot('node_modules', '.sluice-setup.json');
/** npm's own record of what it put there, written last. */
const INSTALLED = inRoot('node_modules', '.package-lock.json');

/** @typedef {{ lock: string, nodeMajor: string }} Stamp */
/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/** @returns {Stamp} */
const wanted = () => ({
  lock: createHash('sha256').update(readFileSync(LOCK)).digest('hex'),
  nodeMajor: process.versions.node.split('.')[0] ?? '',
});

/** @returns {Partial<Stamp> | null} */
function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/**
 * Whether someone's own `npm install` left exactly what the lock file says:
 * then there is nothing to install, and wiping it would only cost a minute.
 */
function matchesLock() {
  if (!existsSync(INSTALLED)) return false;
  const installed = packagesOf(INSTALLED);
  return Object.entries(packagesOf(LOCK)).every(([path, locked]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return Boolean(locked.optional || locked.devOptional);
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/** Installs node_modules when it is missing, or made from another lock file or for another Node. */
export async function ensureDependencies() {
  const want = wanted();
  const have = readStamp();
  if (have?.lock === want.lock && have.nodeMajor === want.nodeMajor) return;
  const otherNode = have?.nodeMajor !== undefined && have.nodeMajor !== want.nodeMajor;
  if (otherNode || !matchesLock()) {
    say(
      existsSync(inRoot('node_modules'))
        ? 'Dependencies have changed: installing them anew.'
        : 'Installing dependencies.',
    );
    const [command, args, options] = npmCommand([
      'ci',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
    await mustRun('Installing the dependencies (npm ci)', command, args, {
      ...options,
      stdio: 'toStderr',
      // The runtimes are provided by the steps after this one, with their own fall-backs.
      env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
    });
  }
  writeFileSync(STAMP, JSON.stringify(want));
}
