import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm } from '../../../shared/download.ts';
import type { ByteRange } from '../../../shared/ranges.ts';

/** Bytes that share one key. A power of two, so that blocks and words never straddle. */
const BLOCK_BYTES = 1 << 20;
const SLICE_BYTES = 1 << 18;

/** Murmur3's finaliser: every input bit reaches every output bit. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Fills `words` with the words of `block`, from word `first` of that block on. */
function fillBlock(words: Int32Array, at: number, count: number, seed: number, block: number, first: number): void {
  const low = block | 0;
  const high = Math.floor(block / 0x1_0000_0000) | 0;
  const start = mix(mix(low ^ mix(seed)) + high);
  // A second key in the middle: with one key alone, two blocks could be the same words, shifted.
  const twist = mix(start ^ 0x9e3779b9 ^ mix(seed + 1));
  for (let i = 0; i < count; i += 1) {
    let h = Math.imul(start + first + i, 0x9e3779b1) ^ twist;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    words[at + i] = h ^ (h >>> 13);
  }
}

/**
 * Bytes [start, end) of the endless file that belongs to `seed` (any 32-bit integer). The same on every machine and
 * cheap at any offset up to 2^53: nothing before `start` is computed. Bytes that land at another offset than their
 * own do not fit there.
 * @throws {RangeError} when start or end is not a safe integer, or end < start.
 */
export function seededBytes(seed: number, start: number, end: number): Buffer {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new RangeError(`Not a byte range: ${String(start)}-${String(end)}`);
  }
  if (start === end) return Buffer.alloc(0);
  const firstWord = Math.floor(start / 4);
  const endWord = Math.ceil(end / 4);
  const words = new Int32Array(endWord - firstWord);
  const wordsPerBlock = BLOCK_BYTES / 4;
  for (let word = firstWord; word < endWord;) {
    const block = Math.floor(word / wordsPerBlock);
    const inBlock = word - block * wordsPerBlock;
    const count = Math.min(wordsPerBlock - inBlock, endWord - word);
    fillBlock(words, word - firstWord, count, seed, block, inBlock);
    word += count;
  }
  return Buffer.from(words.buffer, start - firstWord * 4, end - start);
}

/** Offset in the file of the first byte of `bytes` that does not belong at `start` + its index; `null` if all fit. */
export function firstWrongByte(seed: number, start: number, bytes: Uint8Array): number | null {
  for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
    const to = Math.min(from + SLICE_BYTES, bytes.length);
    const expected = seededBytes(seed, start + from, start + to);
    if (expected.equals(bytes.subarray(from, to))) continue;
    for (let i = from; i < to; i += 1) if (bytes[i] !== expected[i - from]) return start + i;
  }
  return null;
}

/**
 * As {@link firstWrongByte}, for a range of a file of any size on disk. A file that ends before the range does is wrong
 * where it ends.
 */
export async function firstWrongByteOf(seed: number, path: string, range: ByteRange): Promise<number | null> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
    for (let offset = range.start; offset < range.end;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(BLOCK_BYTES, range.end - offset), offset);
      if (bytesRead === 0) return offset;
      const wrong = firstWrongByte(seed, offset, buffer.subarray(0, bytesRead));
      if (wrong !== null) return wrong;
      offset += bytesRead;
    }
    return null;
  } finally {
    await file.close();
  }
}

const HASH_NAMES = { md5: 'md5', 'sha-1': 'sha1', 'sha-256': 'sha256', 'sha-512': 'sha512' } as const;

/** Digest of the first `size` bytes, in lower-case hexadecimal digits. Takes about a second per GiB. */
export function seededDigest(seed: number, size: number, algorithm: ChecksumAlgorithm): string {
  const hash = algorithm === 'crc32' ? null : createHash(HASH_NAMES[algorithm]);
  let crc = 0;
  for (let start = 0; start < size; start += SLICE_BYTES) {
    const bytes = seededBytes(seed, start, Math.min(start + SLICE_BYTES, size));
    if (hash) hash.update(bytes);
    else crc = crc32(bytes, crc);
  }
  return hash ? hash.digest('hex') : crc.toString(16).padStart(8, '0');
}
