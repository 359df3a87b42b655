import { constants } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lookUp } from '../disk/look-up.ts';
import { syncDirectory } from '../disk/sync.ts';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './format.ts';

export type LoadedCheckpoint =
  | { readonly kind: 'none' }
  /** There is a file, but it cannot be trusted. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'found'; readonly checkpoint: Checkpoint };

/** The checkpoint file beside a part file. `path` is absolute. */
export class CheckpointStore {
  /** Nothing was there when it was looked for, and nothing was saved since. */
  #absent = false;

  constructor(readonly path: string) {}

  /** Whether there is a file, whatever is in it. */
  async exists(): Promise<boolean> {
    this.#absent = (await lookUp(this.path)) === null;
    return !this.#absent;
  }

  async load(): Promise<LoadedCheckpoint> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      return isMissing(error) ? { kind: 'none' } : { kind: 'damaged' };
    }
    const checkpoint = decodeCheckpoint(text);
    return checkpoint ? { kind: 'found', checkpoint } : { kind: 'damaged' };
  }

  /**
   * Replaces the checkpoint so that at any instant the old or the new one is there, whole: temp file, flush, rename,
   * flush of the directory. The data it speaks of must have been flushed before.
   */
  async save(checkpoint: Checkpoint): Promise<void> {
    this.#absent = false;
    const temporary = `${this.path}.tmp`;
    // Made afresh: a symbolic link planted under this name must not lead the write elsewhere.
    await rm(temporary, { force: true });
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await file.writeFile(encodeCheckpoint(checkpoint));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
    await syncDirectory(dirname(this.path));
  }

  async remove(): Promise<void> {
    if (this.#absent) return;
    await rm(this.path, { force: true });
    await rm(`${this.path}.tmp`, { force: true });
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
