import { accessSync, constants, realpathSync } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { SluiceError } from '../../../shared/failures.ts';
import { diskFailure, errorCode } from '../disk/errors.ts';
import { atOnce, knownFolder, learnFolder } from '../disk/look-up.ts';
import { freeBytes, tooLittleSpace } from '../disk/volume.ts';

/**
 * Makes the folder if it is missing and makes sure that it can be written to, before any byte is asked for.
 * @throws {SluiceError} `bad-option`, `folder-unwritable`, `disk-failed`
 */
export async function prepareFolder(directory: string): Promise<void> {
  if (!isAbsolute(directory)) throw new SluiceError('bad-option', `Not an absolute folder: ${directory}`);
  if (knownFolder(directory) && (await isUsable(directory))) return;
  const shared = preparing.get(directory) ?? prepare(directory);
  preparing.set(directory, shared);
  try {
    await shared;
  } finally {
    preparing.delete(directory);
  }
}

const USABLE = constants.W_OK | constants.X_OK;

/** Whether a folder that was there a moment ago still is, and can be written to. */
const isUsable = (directory: string): Promise<boolean> =>
  atOnce(
    join(directory, 'any'),
    () => {
      accessSync(directory, USABLE);
    },
    () => access(directory, USABLE),
  ).then(
    () => true,
    () => false,
  );

/** Under way. Downloads that begin together share one, and go on in their order. */
const preparing = new Map<string, Promise<void>>();

async function prepare(directory: string): Promise<void> {
  try {
    await makeFolder(resolve(directory));
    await access(directory, USABLE);
    if (!(await stat(directory)).isDirectory())
      throw new SluiceError('folder-unwritable', `Not a folder: ${directory}`);
    await learnFolder(directory);
  } catch (error) {
    // A file in the way of a parent, or a parent that cannot be made: to the user the folder cannot be used.
    const code = errorCode(error);
    if (code === 'EEXIST' || code === 'ENOENT') {
      throw new SluiceError('folder-unwritable', `Not a folder: ${directory}`, { cause: error });
    }
    throw diskFailure(error);
  }
}

/** Not Node's recursive `mkdir`: it never returns where a parent exists and takes no folders, as in /proc. */
async function makeFolder(directory: string): Promise<void> {
  try {
    await makeOne(directory);
  } catch (error) {
    const parent = dirname(directory);
    if (errorCode(error) !== 'ENOENT' || parent === directory) throw error;
    // Another download may have made it meanwhile.
    if (!(await exists(parent))) await makeFolder(parent);
    await makeOne(directory);
  }
}

const makeOne = (directory: string): Promise<void> =>
  mkdir(directory).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** One spelling for each folder: links followed, and letters alike where the file system does not tell them apart. */
export function canonicalPath(directory: string, fileName: string): string {
  let real = knownFolder(directory)?.real ?? null;
  try {
    real ??= realpathSync.native(directory);
  } catch {
    // Not made yet: nobody else can have another spelling of it.
  }
  const path = join(real ?? directory, fileName);
  return process.platform === 'linux' ? path : path.normalize('NFC').toLowerCase();
}

/** @throws {SluiceError} `disk-full` when fewer than `bytes` are free. A volume that cannot tell is not asked again. */
export async function requireSpace(directory: string, bytes: number): Promise<void> {
  let free: number;
  try {
    free = await freeBytes(directory);
  } catch {
    return;
  }
  if (free < bytes) {
    throw new SluiceError('disk-full', tooLittleSpace(bytes, free, directory));
  }
}
