// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npmCommand, run, stoppedBy } from './run.mjs';
import { SetupError, progress } from './say.mjs';

/**
 * @typedef {{ name: string, version: string, integrity: string, bytes: number }} PinnedPackage
 *   `integrity` is the registry's `sha512-…`, `bytes` the tarball's size (for the progress line only).
 */

/** @param {string} file */
async function sha512(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * @param {string} dir
 * @returns {Promise<number>}
 */
async function bytesIn(dir) {
  let total = 0;
  try {
    for await (const entry of await opendir(dir, { recursive: true })) {
      if (entry.isFile()) {
        total += await stat(join(entry.parentPath ?? entry.path, entry.name)).then(
          (s) => s.size,
          () => 0,
        );
      }
    }
  } catch {
    // Not there yet, or moved away while we counted.
  }
  return total;
}

/**
 * Fetches a tarball with the npm client (its registry, proxy and credentials
 * are the user's own) and proves it before anyone unpacks it.
 * @param {PinnedPackage} pinned
 * @param {string} dir an empty folder; the tarball is left in it
 * @param {string} label
 */
export async function fetchPackage(pinned, dir, label) {
  // A cache of its own: its growth is the only progress `npm pack` shows, and
  // hundreds of megabytes would otherwise stay in the user's npm cache too.
  const npmCache = join(dir, 'npm-cache');
  const bar = progress(label, pinned.bytes);
  const timer = setInterval(async () => bar.update(await bytesIn(npmCache)), 500);
  const [command, args, options] = npmCommand([
    'pack',
    `${pinned.name}@${pinned.version}`,
    '--pack-destination',
    dir,
    '--cache',
    npmCache,
    '--loglevel=error',
    '--ignore-scripts',
    '--logs-max=0',
  ]);
  try {
    const { code, output } = await run(command, args, { ...options, cwd: dir, stdio: 'capture' });
    if (stoppedBy()) throw new SetupError(`${label}: interrupted.`);
    if (code !== 0) {
      throw new SetupError(
        `Could not fetch ${pinned.name}@${pinned.version} from the npm registry.\n\n${output.trim()}`,
      );
    }
  } finally {
    clearInterval(timer);
    bar.end();
    rmSync(npmCache, { recursive: true, force: true });
  }
  const name = readdirSync(dir).find((file) => file.endsWith('.tgz'));
  if (!name) throw new SetupError(`npm pack left no tarball of ${pinned.name}.`);
  const tarball = join(dir, name);
  const found = await sha512(tarball);
  if (found !== pinned.integrity) {
    rmSync(tarball, { force: true });
    throw new SetupError(
      `${pinned.name}@${pinned.version} is not the file it should be, so it was thrown away.\n` +
        `expected ${pinned.integrity}\ngot      ${found}`,
    );
  }
  return tarball;
}

/**
 * Makes a folder in the cache, whole or not at all: built beside its place and
 * renamed into it, so that a kill at any moment leaves nothing half-made under
 * the final name.
 * @param {string} target
 * @param {(temp: string, result: string) => Promise<void>} make fills `result`; `temp` is for what it needs on the way
 */
export async function makeCached(target, make) {
  if (existsSync(target)) return;
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  sweep(parent);
  const temp = mkdtempSync(join(parent, `.making-${process.pid}-`));
  const cleanUp = () => rmSync(temp, { recursive: true, force: true });
  process.once('exit', cleanUp);
  try {
    const result = join(temp, 'result');
    mkdirSync(result);
    await make(temp, result);
    try {
      renameSync(result, target);
    } catch (error) {
      // Another clone's set-up was quicker; both made the same thing.
      if (!existsSync(target)) throw error;
    }
  } finally {
    process.removeListener('exit', cleanUp);
    cleanUp();
  }
}

/**
 * Removes what a killed set-up left behind.
 * @param {string} parent
 */
function sweep(parent) {
  for (const name of readdirSync(parent)) {
    const pid = /^\.making-(\d+)-/.exec(name)?.[1];
    if (!pid) continue;
    try {
      process.kill(Number(pid), 0);
    } catch {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}
