import { lstatSync, type Stats } from 'node:fs';
import { lstat, realpath, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './errors.ts';

/** What is known of a folder holds this long, in ms: a thousand small files must not ask for it a thousand times. */
const KNOWN_MS = 1_000;
const MAX_KNOWN = 64;
/**
 * Two calls in a row that took longer, in ms, show that the volume is busy: the thread pool takes the calls until it is
 * known anew. One alone may be a process that lost its turn on the processor: on a busy machine nearly every second of a
 * thousand small files had one, and half of their calls took the long way.
 */
const SLOW_MS = 4;
const SLOW_CALLS = 2;
/** statfs(2), Linux: ext, XFS, Btrfs, tmpfs, F2FS, overlay. Their metadata never waits for a network. */
const LOCAL_TYPES = new Set([0xef53, 0x58465342, 0x9123683e, 0x01021994, 0xf2f52010, 0x794c7630]);

interface Folder {
  /** Links followed. */
  readonly real: string;
  /** On a local volume that answers at once. */
  quick: boolean;
  /** Slow calls in a row. */
  slow: number;
  /** Monotonic ms. */
  readonly until: number;
}

const folders = new Map<string, Folder>();

/** What was found out about an existing folder within the last second. */
export function knownFolder(directory: string): Readonly<Folder> | null {
  const folder = folders.get(directory);
  return folder && folder.until > performance.now() ? folder : null;
}

/** Finds out about an existing folder. */
export async function learnFolder(directory: string): Promise<void> {
  const real = await realpath(directory);
  const typeOf = (): Promise<number> =>
    statfs(directory).then(
      ({ type }) => type,
      () => 0,
    );
  const quick = process.platform === 'linux' && LOCAL_TYPES.has(await typeOf());
  if (folders.size >= MAX_KNOWN) folders.clear();
  folders.set(directory, { real, quick, slow: 0, until: performance.now() + KNOWN_MS });
}

/**
 * A call for the metadata of `path`: `now` where a local volume answers at once, else `later` through the thread pool. The
 * way through the pool costs 50 to 100 µs of CPU, most such calls 5; of a thousand small files they were two thirds. What
 * waits for a device (much data, flushes) or for a network (another volume, one not looked at just before) always goes there.
 */
export async function atOnce<T>(path: string, now: () => T, later: () => Promise<T>): Promise<T> {
  const done = quickly(path, () => ({ value: now() }));
  return done ? done.value : later();
}

/** `call` at once, or `null` where it would not be known to return at once; see {@link atOnce}. */
export function quickly<T>(path: string, call: () => T): T | null {
  const folder = folders.get(dirname(path));
  const begun = performance.now();
  if (!folder?.quick || folder.until <= begun) return null;
  try {
    return call();
  } finally {
    folder.slow = performance.now() - begun > SLOW_MS ? folder.slow + 1 : 0;
    if (folder.slow >= SLOW_CALLS) folder.quick = false;
  }
}

/** What is at `path` (links not followed), or `null`. */
export async function lookUp(path: string): Promise<Stats | null> {
  try {
    return await atOnce(
      path,
      () => lstatSync(path, { throwIfNoEntry: false }) ?? null,
      () => lstat(path),
    );
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
