import { constants, linkSync, unlinkSync } from 'node:fs';
import { link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskFailure, errorCode } from '../disk/errors.ts';
import { atOnce, lookUp } from '../disk/look-up.ts';
import { syncDirectory } from '../disk/sync.ts';

/** A file system without hard links answers with one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL']);
/** Windows: a virus scanner or indexer holds the file for a moment. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);
const HELD_RETRIES = 3;
const HELD_WAIT_MS = 200;

/**
 * Gives the finished part file its final name, durably. The part file's own name may stay behind (it is then the same
 * file under two names): remove it once the download is recorded as finished.
 * @param replace overwrite a file of that name; otherwise it is never touched
 * @throws {SluiceError} `name-taken`, or a disk failure
 */
export async function publish(partPath: string, finalPath: string, replace: boolean): Promise<void> {
  try {
    if (replace) await renameHeld(partPath, finalPath);
    else await linkExclusive(partPath, finalPath);
    await syncDirectory(dirname(finalPath));
  } catch (error) {
    throw diskFailure(error);
  }
}

/**
 * Gives a file another name in its folder; a file of that name is never touched.
 * @returns whether the old name is still there too, to be removed once the new one is on record
 * @throws {SluiceError} `name-taken`, or a disk failure
 */
export async function giveName(from: string, to: string): Promise<boolean> {
  if (!(await isSameFile(from, to))) {
    await publish(from, to, false);
    return true;
  }
  // Where case does not count in names, the old one is the new one: removing it would remove the file.
  try {
    await renameHeld(from, to);
    return false;
  } catch (error) {
    throw diskFailure(error);
  }
}

async function linkExclusive(partPath: string, finalPath: string): Promise<void> {
  try {
    await atOnce(
      finalPath,
      () => {
        linkSync(partPath, finalPath);
      },
      () => link(partPath, finalPath),
    );
  } catch (error) {
    const code = errorCode(error);
    // Our own link from a run that was killed right after it.
    if (code === 'EEXIST' && (await isSameFile(partPath, finalPath))) return;
    if (code === null || !NO_LINKS.has(code)) throw error;
    // Claim the name exclusively, then put the file over our own empty one.
    const claim = await open(finalPath, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    await claim.close();
    try {
      await renameHeld(partPath, finalPath);
    } catch (renaming) {
      await removeFile(finalPath);
      throw renaming;
    }
  }
}

async function renameHeld(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const code = errorCode(error);
      if (process.platform !== 'win32' || attempt >= HELD_RETRIES || code === null || !HELD.has(code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, HELD_WAIT_MS * 2 ** attempt));
    }
  }
}

/** Two names of one file. False when either is missing. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    const first = await lookUp(a);
    const second = first && (await lookUp(b));
    return second !== null && first?.ino === second.ino && first.dev === second.dev;
  } catch {
    return false;
  }
}

/** Size in bytes of what is at `path` (links not followed), or `null` when there is nothing. */
export async function sizeAt(path: string): Promise<number | null> {
  try {
    return (await lookUp(path))?.size ?? null;
  } catch (error) {
    throw diskFailure(error);
  }
}

/** Removes a file; one that is missing is fine. */
export async function removeFile(path: string): Promise<void> {
  try {
    await atOnce(
      path,
      () => {
        unlinkSync(path);
      },
      () => unlink(path),
    );
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw diskFailure(error);
  }
}
