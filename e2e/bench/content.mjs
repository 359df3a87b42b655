// @ts-check
import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, openSync, statfsSync, writeSync } from 'node:fs';
import { BenchError } from './options.mjs';

const CHUNK_BYTES = 4 * 2 ** 20;

/**
 * A file of random bytes, the same for the same seed: the key stream of AES-128-CTR.
 * @param {string} path
 * @param {number} sizeBytes
 * @param {string} seed
 */
export function writeSeededFile(path, sizeBytes, seed) {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16));
  const zeros = Buffer.alloc(CHUNK_BYTES);
  const file = openSync(path, 'wx');
  try {
    for (let left = sizeBytes; left > 0; left -= CHUNK_BYTES) {
      const bytes = cipher.update(left < CHUNK_BYTES ? zeros.subarray(0, left) : zeros);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    }
  } finally {
    closeSync(file);
  }
}

/** Beyond the files: the page tables, the contestants' own memory, everything else on the machine. */
const HEADROOM_BYTES = 512 * 2 ** 20;

/**
 * What a workload serves and writes must fit.
 * @param {string} directory
 * @param {number} bytes
 */
export function requireSpace(directory, bytes) {
  const { bavail, bsize } = statfsSync(directory);
  const needed = bytes + HEADROOM_BYTES;
  if (bavail * bsize >= needed) return;
  const gib = (/** @type {number} */ count) => `${(count / 2 ** 30).toFixed(1)} GiB`;
  throw new BenchError(
    `${directory} has ${gib(bavail * bsize)} free and ${gib(needed)} are needed. Take a smaller --size or another --dir.`,
  );
}
