import {
  close,
  closeSync,
  constants,
  fdatasync,
  fstat,
  fstatSync,
  ftruncate,
  open,
  openSync,
  read,
  writev,
  writevSync,
  type Stats,
} from 'node:fs';
import { promisify } from 'node:util';
import { SluiceError } from '../../../shared/failures.ts';
import { diskFailure } from '../disk/errors.ts';
import { atOnce, lookUp, quickly } from '../disk/look-up.ts';

const openFile = promisify(open);
const closeFile = promisify(close);
const syncFile = promisify(fdatasync);
const statFile = promisify(fstat);
const truncateFile = promisify(ftruncate);

/** A write of up to so many bytes to a quick volume, a copy in memory, costs less than the way through the thread pool. */
const AT_ONCE_BYTES = 128 * 1024;

/**
 * The one open handle on a part file. Every write names its offset, so that segments never share a file position.
 * Callbacks on a plain descriptor: a promise per write shows in the CPU profile at loopback speed.
 */
export class PartFile {
  #closed = false;

  private constructor(
    readonly path: string,
    private readonly descriptor: number,
    /** Just made, and nothing was written to it. */
    private untouched: boolean,
  ) {}

  /**
   * @param mode `create`: must not exist; `reuse`: kept as it is, made when missing.
   * @throws {SluiceError} `name-taken` when `create` finds a file, else a disk failure.
   */
  static async open(path: string, mode: 'create' | 'reuse'): Promise<PartFile> {
    // O_NOFOLLOW: a symbolic link planted under the part name must not lead the writes elsewhere.
    const exclusive = mode === 'create' ? constants.O_EXCL : 0;
    const flags = constants.O_RDWR | constants.O_CREAT | exclusive | (constants.O_NOFOLLOW ?? 0);
    try {
      const descriptor = await atOnce(
        path,
        () => openSync(path, flags, 0o644),
        () => openFile(path, flags, 0o644),
      );
      return new PartFile(path, descriptor, mode === 'create');
    } catch (error) {
      throw diskFailure(error);
    }
  }

  /** Writes all of `buffers` at `offset`; a short write is continued, never counted as whole. */
  write(buffers: readonly Uint8Array[], offset: number, done: (error: SluiceError | null) => void): void {
    this.untouched = false;
    let total = 0;
    for (const buffer of buffers) total += buffer.length;
    const wrote = (error: unknown, written: number): void => {
      if (error) done(diskFailure(error));
      else if (written === total) done(null);
      else if (written === 0) done(new SluiceError('disk-failed', 'The disk took no bytes'));
      else this.write(after(buffers, written), offset + written, done);
    };
    const written = total <= AT_ONCE_BYTES ? this.#writeAtOnce(buffers, offset) : null;
    if (written === null) writev(this.descriptor, buffers, offset, wrote);
    // Never within this call: the caller has not noted yet that it is under way.
    else
      queueMicrotask(() => {
        wrote(written.error, written.bytes);
      });
  }

  /** `null` where the thread pool is the better way. */
  #writeAtOnce(buffers: readonly Uint8Array[], offset: number): { error: unknown; bytes: number } | null {
    try {
      const bytes = quickly(this.path, () => writevSync(this.descriptor, buffers, offset));
      return bytes === null ? null : { error: null, bytes };
    } catch (error) {
      return { error, bytes: 0 };
    }
  }

  /** Bytes from `offset`, fewer only at the end of the file. */
  async read(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const count = await new Promise<number>((resolve, reject) => {
        read(this.descriptor, buffer, filled, length - filled, offset + filled, (error, bytesRead) => {
          if (error) reject(diskFailure(error));
          else resolve(bytesRead);
        });
      });
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  }

  /** Flushes the data to the device. */
  async flush(): Promise<void> {
    try {
      await syncFile(this.descriptor);
    } catch (error) {
      throw diskFailure(error);
    }
  }

  async truncate(length: number): Promise<void> {
    if (length === 0 && this.untouched) return;
    try {
      await truncateFile(this.descriptor, length);
    } catch (error) {
      throw diskFailure(error);
    }
  }

  async size(): Promise<number> {
    return (await statFile(this.descriptor)).size;
  }

  /**
   * Makes sure the handle still is the file at its path and holds at least `minimumSize` bytes: a part file deleted or
   * truncated while running must never become a "complete" file full of holes.
   * @returns the bytes it holds
   * @throws {SluiceError} `part-vanished`.
   */
  async assertInPlace(minimumSize: number): Promise<number> {
    const stat = await atOnce(
      this.path,
      () => fstatSync(this.descriptor),
      () => statFile(this.descriptor),
    );
    if (stat.nlink === 0) throw new SluiceError('part-vanished', 'The part file was deleted');
    if (stat.size < minimumSize) throw new SluiceError('part-vanished', 'The part file was truncated');
    let other: Stats | null;
    try {
      other = await lookUp(this.path);
    } catch (error) {
      throw new SluiceError('part-vanished', String(error), { cause: error });
    }
    if (other?.ino !== stat.ino) throw new SluiceError('part-vanished', 'Another file took the place of the part file');
    return stat.size;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await atOnce(
      this.path,
      () => {
        closeSync(this.descriptor);
      },
      () => closeFile(this.descriptor),
    );
  }
}

function after(buffers: readonly Uint8Array[], written: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let skip = written;
  for (const buffer of buffers) {
    if (skip < buffer.length) rest.push(buffer.subarray(skip));
    skip = Math.max(0, skip - buffer.length);
  }
  return rest;
}
