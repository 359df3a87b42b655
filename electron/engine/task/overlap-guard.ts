import type { ByteRange } from '../../../shared/ranges.ts';
import type { PartFile } from '../write/part-file.ts';

interface Expected {
  readonly offset: number;
  readonly bytes: Buffer;
}

/**
 * Proof that all segments come from one version of a file when the server gives no strong validator: segments begin a
 * little early, and what they bring of their neighbour's bytes must be what the neighbour wrote.
 */
export class OverlapGuard {
  #open: Expected[] = [];

  /** `bytes` were received for `offset`, which belongs to another segment or an earlier run. */
  expect(offset: number, bytes: Buffer): void {
    // A copy: the bytes are a slice of a socket's read buffer that would be kept alive whole.
    this.#open.push({ offset, bytes: Buffer.from(bytes) });
  }

  /** Compares what lies within `written` (normal form). False when anything differs. */
  async check(file: PartFile, written: readonly ByteRange[]): Promise<boolean> {
    const within = ({ offset, bytes }: Expected): boolean =>
      written.some((range) => range.start <= offset && offset + bytes.length <= range.end);
    const due = this.#open.filter(within);
    this.#open = this.#open.filter((expected) => !due.includes(expected));
    for (const { offset, bytes } of due) {
      const found = await file.read(offset, bytes.length);
      if (!found.equals(bytes)) return false;
    }
    return true;
  }

  clear(): void {
    this.#open = [];
  }
}
