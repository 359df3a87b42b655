import { join } from 'node:path';
import type { ConflictPolicy } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import type { Checkpoint } from '../checkpoint/format.ts';
import { CheckpointStore, type LoadedCheckpoint } from '../checkpoint/store.ts';
import { numberedName } from '../name/numbered.ts';
import { isSameFile, removeFile, sizeAt } from '../write/final-name.ts';
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
  /** See `Checkpoint.sourceKey`. */
  readonly sourceKey: string;
  /** Use what an earlier run left; false begins again. */
  readonly resume: boolean;
  /** This very name was given to this download before: what lies there is its own. */
  readonly own: boolean;
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

/**
 * Reserves a name by the conflict policy and opens its part file.
 * @throws {SluiceError} `name-taken`, or a disk failure
 */
export async function openTarget(request: TargetRequest, reservations: Reservations): Promise<Target> {
  for (let number = 0; number <= MAX_NUMBER; number += 1) {
    const fileName = number === 0 ? request.fileName : numberedName(request.fileName, number);
    const place = placeOf(request.directory, fileName);
    if (!reservations.has(place.partPath)) {
      reservations.add(place.partPath);
      try {
        const opened = await openPlace(place, request);
        if (opened) return { ...opened, fileName, finalPath: place.finalPath, store: place.store, renamed: number > 0 };
        reservations.delete(place.partPath);
      } catch (error) {
        reservations.delete(place.partPath);
        throw error;
      }
    }
    if (request.policy === 'fail' || request.policy === 'skip') break;
  }
  throw new SluiceError('name-taken', join(request.directory, request.fileName));
}

export function releaseTarget(target: Target, reservations: Reservations): void {
  reservations.delete(target.part.path);
}

type Opened = Pick<Target, 'part' | 'checkpoint' | 'damaged'>;

/** `null`: this name is another's. */
async function openPlace(place: Place, request: TargetRequest): Promise<Opened | null> {
  const finalSize = await sizeAt(place.finalPath);
  const partSize = await sizeAt(place.partPath);
  const loaded = await place.store.load();
  const sameSource = loaded.kind === 'found' && loaded.checkpoint.sourceKey === request.sourceKey;
  if (finalSize !== null && request.policy !== 'overwrite') {
    // The part file is ours, and the name was taken only while it was there: it goes on, and gets another name in the end.
    const begun = partSize !== null && (request.own || (sameSource && request.policy === 'number'));
    // Killed between publishing and recording it: the part file is the final file already.
    const published = partSize !== null && (await isSameFile(place.partPath, place.finalPath));
    if (!begun && !published) return null;
  }
  if (loaded.kind === 'found' && !sameSource && !request.own) return null;
  // A part file without a checkpoint may belong to another program (browsers use the same suffix).
  if (loaded.kind === 'none' && partSize !== null && !request.own) return null;
  const usable = request.resume && partSize !== null && isWithin(loaded, partSize);
  const part = await PartFile.open(place.partPath, partSize === null ? 'create' : 'reuse');
  if (!usable) await part.truncate(0);
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
 * A file that an earlier run finished and was killed before recording it, on a file system without hard links: the
 * checkpoint is complete, the part file is gone and the final file has its size.
 */
export async function isAlreadyFinished(directory: string, fileName: string, sourceKey: string): Promise<boolean> {
  const place = placeOf(directory, fileName);
  const loaded = await place.store.load();
  if (loaded.kind !== 'found' || loaded.checkpoint.sourceKey !== sourceKey) return false;
  const { sizeBytes, runs } = loaded.checkpoint;
  const covered = runs.reduce((sum, run) => sum + run.end - run.start, 0);
  return (
    covered === sizeBytes && (await sizeAt(place.partPath)) === null && (await sizeAt(place.finalPath)) === sizeBytes
  );
}

/** Whether an earlier run left a checkpoint of this very source under this name. */
export async function hasOwnCheckpoint(directory: string, fileName: string, sourceKey: string): Promise<boolean> {
  const loaded = await placeOf(directory, fileName).store.load();
  return loaded.kind === 'found' && loaded.checkpoint.sourceKey === sourceKey;
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

/** What an earlier run recorded as written under this name, or `null`. */
export async function loadResting(directory: string, fileName: string): Promise<readonly ByteRange[] | null> {
  const loaded = await placeOf(directory, fileName).store.load();
  return loaded.kind === 'found' ? loaded.checkpoint.runs : null;
}
