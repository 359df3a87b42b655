// Runs in a worker thread, loaded as text so that every build carries it inside its one file: plain CommonJS, and
// nothing but Node's own modules. Reads a file and answers with its digest, or with the blocks whose CRC-32 differ.
const { parentPort, workerData } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const { openSync, readSync, closeSync } = require('node:fs');
const { crc32 } = require('node:zlib');

const CHUNK_BYTES = 1024 * 1024;
const REPORT_BYTES = 32 * CHUNK_BYTES;

/**
 * @param {number} descriptor
 * @param {number} start
 * @param {number} end exclusive; Infinity reads to the end of the file
 * @param {(chunk: Buffer) => void} use the chunk is overwritten after the call
 * @returns {number} bytes read
 */
function readRange(descriptor, start, end, use) {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let position = start;
  while (position < end) {
    const count = readSync(descriptor, buffer, 0, Math.min(CHUNK_BYTES, end - position), position);
    if (count === 0) break;
    use(buffer.subarray(0, count));
    position += count;
  }
  return position - start;
}

/** @param {number} descriptor @param {string} algorithm */
function digest(descriptor, algorithm) {
  let reported = 0;
  let done = 0;
  /** @param {number} bytes */
  const advance = (bytes) => {
    done += bytes;
    if (done - reported < REPORT_BYTES) return;
    reported = done;
    parentPort?.postMessage({ kind: 'progress', bytes: done });
  };
  if (algorithm === 'crc32') {
    let crc = 0;
    readRange(descriptor, 0, Infinity, (chunk) => {
      crc = crc32(chunk, crc);
      advance(chunk.length);
    });
    return crc.toString(16).padStart(8, '0');
  }
  const hash = createHash(algorithm.replace('sha-', 'sha'));
  readRange(descriptor, 0, Infinity, (chunk) => {
    hash.update(chunk);
    advance(chunk.length);
  });
  return hash.digest('hex');
}

/**
 * @param {number} descriptor
 * @param {{ start: number, end: number, crc: number }[]} runs
 */
function damagedRuns(descriptor, runs) {
  return runs.filter((run) => {
    let crc = 0;
    const count = readRange(descriptor, run.start, run.end, (chunk) => {
      crc = crc32(chunk, crc);
    });
    return count !== run.end - run.start || crc !== run.crc;
  });
}

const descriptor = openSync(workerData.path, 'r');
try {
  if (workerData.kind === 'digest') {
    parentPort?.postMessage({ kind: 'digest', hex: digest(descriptor, workerData.algorithm) });
  } else {
    parentPort?.postMessage({ kind: 'damaged', runs: damagedRuns(descriptor, workerData.runs) });
  }
} finally {
  closeSync(descriptor);
}
