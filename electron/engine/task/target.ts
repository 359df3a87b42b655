import { join } from 'node:path';
import type { ConflictPolicy } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import type { Checkpoint } from '../checkpoint/format.ts';
import { CheckpointStore, type LoadedCheckpoint } from '../checkpoint/store.ts';
import { numberedName } from '../name/numbered.ts';
import { isSameFile, removeFile, sizeAt } from '../write/final-name.ts';
import { canonicalPath } from '../write/folder.ts';
import { PartFile } from '../write/part-file.ts';

export const PART_SUFFIX = '.part';
const MAX_NUMBER = 9_999;

/** Part files in use by this engine: two downloads never share one. */
export type Reservations = Set<string>;

export interface TargetRequest {
  readonly directory: string;
  /** Sanitised. */
  readonly fileName: string;
  readonly policy: ConflictPolicy;
  /** Use what an earlier run left; false begins again. */
  readonly resume: boolean;
  /** This very name was given to this download before: what lies there is its own. */
  readonly own: boolean;
  /** Whether a checkpoint that was found is of this very download. What is not is never touched. */
  readonly takesOver: (checkpoint: Checkpoint) => boolean;
}

/** A reserved name with its open part file. */
export interface Target {
  readonly fileName: string;
  readonly finalPath: string;
  readonly part: PartFile;
  readonly store: CheckpointStore;
  /** What an earlier run left and may be used, else `null`; the part file is empty then. */
  readonly checkpoint: Checkpoint | null;
  /** A checkpoint was there and could not be trusted. */
  readonly damaged: boolean;
  /** The name asked for was not free. */
  readonly renamed: boolean;
}

interface Place {
  readonly finalPath: string;
  readonly partPath: string;
  readonly store: CheckpointStore;
}

const placeOf = (directory: string, fileName: string): Place => {
  const finalPath = join(directory, fileName);
  const partPath = finalPath + PART_SUFFIX;
  return { finalPath, partPath, store: new CheckpointStore(`${partPath}.json`) };
};

/** How a name stands in {@link Reservations}. */
export const reservationKey = (directory: string, fileName: string): string =>
  canonicalPath(directory, fileName + PART_SUFFIX);

/**
 * Reserves a name by the conflict policy and opens its part file. The reservation lasts until the download is finished
 * or off the list: a paused one still owns its part file.
 * @throws {SluiceError} `name-taken`, or a disk failure
 */
export async function openTarget(request: TargetRequest, reservations: Reservations): Promise<Target> {
  for (let number = 0; number <= MAX_NUMBER; number += 1) {
    const fileName = number === 0 ? request.fileName : numberedName(request.fileName, number);
    const own = request.own && number === 0;
    const place = placeOf(request.directory, fileName);
    const key = reservationKey(request.directory, fileName);
    if (own || !reservations.has(key)) {
      reservations.add(key);
      try {
        const opened = (await openFresh(place, request)) ?? (await openPlace(place, { ...request, own }));
        if (opened) return { ...opened, fileName, finalPath: place.finalPath, store: place.store, renamed: number > 0 };
        reservations.delete(key);
      } catch (error) {
        if (!own) reservations.delete(key);
        throw error;
      }
    }
    if (request.policy === 'fail' || request.policy === 'skip') break;
  }
  throw new SluiceError('name-taken', join(request.directory, request.fileName));
}

type Opened = Pick<Target, 'part' | 'checkpoint' | 'damaged'>;

/** The usual case in a few calls: nothing of this name is there. `null`: something is. */
async function openFresh(place: Place, request: TargetRequest): Promise<Opened | null> {
  if (request.policy !== 'overwrite' && (await sizeAt(place.finalPath)) !== null) return null;
  if (await place.store.exists()) return null;
  try {
    return { part: await PartFile.open(place.partPath, 'create'), checkpoint: null, damaged: false };
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'name-taken') return null;
    throw error;
  }
}

/** `null`: this name is another's. */
async function openPlace(place: Place, request: TargetRequest): Promise<Opened | null> {
  const finalSize = await sizeAt(place.finalPath);
  if (await isSameFile(place.partPath, place.finalPath)) {
    // Published already. Its other name must go before anything is written: the bytes are those of the final file.
    await removeFile(place.partPath);
    await place.store.remove();
  }
  const partSize = await sizeAt(place.partPath);
  const loaded = await place.store.load();
  const begun = loaded.kind === 'found' && partSize !== null && request.takesOver(loaded.checkpoint);
  if (finalSize !== null && request.policy !== 'overwrite') {
    // The name was taken while the part file was there already: it goes on, and gets another name in the end.
    const goesOn = partSize !== null && (request.own || (begun && request.policy === 'number'));
    if (!goesOn) return null;
  }
  if (!request.own) {
    if (loaded.kind === 'found' && !begun) return null;
    // A part file without a checkpoint may belong to another program (browsers use the same suffix).
    if (loaded.kind === 'none' && partSize !== null) return null;
  }
  const usable = request.resume && partSize !== null && isWithin(loaded, partSize);
  const part = await PartFile.open(place.partPath, partSize === null ? 'create' : 'reuse');
  if (!usable) {
    // First: no kill may leave a checkpoint that speaks of other bytes than those that come now.
    if (loaded.kind !== 'none') await place.store.remove();
    await part.truncate(0);
  }
  return {
    part,
    checkpoint: usable && loaded.kind === 'found' ? loaded.checkpoint : null,
    damaged: request.resume && (loaded.kind === 'damaged' || (loaded.kind === 'found' && !usable)),
  };
}

/** A part file shorter than its checkpoint claims has been cut: none of it is trusted. */
const isWithin = (loaded: LoadedCheckpoint, partSize: number): boolean =>
  loaded.kind === 'found' && partSize >= (loaded.checkpoint.runs.at(-1)?.end ?? 0);

/**
 * What an earlier run published under this name without recording it, or `null`. `proved`: the part file is the same file
 * under another name, which only publishing makes it. Otherwise the runs are to be held against the final file.
 */
export async function findPublished(
  directory: string,
  fileName: string,
  linkKey: string,
): Promise<{ readonly path: string; readonly proved: boolean; readonly runs: Checkpoint['runs'] } | null> {
  const place = placeOf(directory, fileName);
  if (await isSameFile(place.partPath, place.finalPath)) return { path: place.finalPath, proved: true, runs: [] };
  const loaded = await place.store.load();
  if (loaded.kind !== 'found' || loaded.checkpoint.linkKey !== linkKey) return null;
  const { sizeBytes, runs } = loaded.checkpoint;
  const covered = runs.reduce((sum, run) => sum + run.end - run.start, 0);
  const whole = covered === sizeBytes && (await sizeAt(place.partPath)) === null;
  if (!whole || (await sizeAt(place.finalPath)) !== sizeBytes) return null;
  return { path: place.finalPath, proved: false, runs };
}

/** Whether an earlier run left a checkpoint of this very link under this name. */
export async function hasOwnCheckpoint(directory: string, fileName: string, linkKey: string): Promise<boolean> {
  const loaded = await placeOf(directory, fileName).store.load();
  return loaded.kind === 'found' && loaded.checkpoint.linkKey === linkKey;
}

/** Deletes part file and checkpoint of a name. */
export async function removeParts(directory: string, fileName: string): Promise<void> {
  const place = placeOf(directory, fileName);
  await removeFile(place.partPath);
  await place.store.remove();
}

/** The paths of a name. */
export function partPath(directory: string, fileName: string): { final: string; part: string } {
  const { finalPath, partPath: part } = placeOf(directory, fileName);
  return { final: finalPath, part };
}

/** The finished file, or the part file; `null` before there is one. */
export function pathOf(
  directory: string,
  { named, fileName, status }: { readonly named: boolean; readonly fileName: string; readonly status: string },
): string | null {
  if (!named) return null;
  const { final, part } = partPath(directory, fileName);
  return status === 'finished' ? final : part;
}

/** What an earlier run recorded as written under this name, or `null`. */
export async function recordedRanges(directory: string, fileName: string): Promise<readonly ByteRange[] | null> {
  const loaded = await placeOf(directory, fileName).store.load();
  return loaded.kind === 'found' ? loaded.checkpoint.runs : null;
}
