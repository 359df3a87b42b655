// Runs in a worker thread, loaded as text so that every build carries it inside its one file: plain CommonJS, and
// nothing but Node's own modules. Reads a file and answers with its digest, or with the blocks or pieces that differ.
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

let reported = 0;
let done = 0;

/** @param {number} bytes */
function advance(bytes) {
  done += bytes;
  if (done - reported < REPORT_BYTES) return;
  reported = done;
  parentPort?.postMessage({ kind: 'progress', bytes: done });
}

/** @param {number} descriptor @param {string} algorithm @param {number} start @param {number} end exclusive */
function digest(descriptor, algorithm, start, end) {
  if (algorithm === 'crc32') {
    let crc = 0;
    readRange(descriptor, start, end, (chunk) => {
      crc = crc32(chunk, crc);
      advance(chunk.length);
    });
    return crc.toString(16).padStart(8, '0');
  }
  const hash = createHash(algorithm.replace('sha-', 'sha'));
  readRange(descriptor, start, end, (chunk) => {
    hash.update(chunk);
    advance(chunk.length);
  });
  return hash.digest('hex');
}

/**
 * @param {number} descriptor
 * @param {{ algorithm: string, lengthBytes: number, hashes: string[] }} pieces
 * @returns {number[]} numbers of those that differ, from 0
 */
function badPieces(descriptor, { algorithm, lengthBytes, hashes }) {
  return hashes.flatMap((hash, index) => {
    const start = index * lengthBytes;
    return digest(descriptor, algorithm, start, start + lengthBytes) === hash ? [] : [index];
  });
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
    parentPort?.postMessage({ kind: 'digest', hex: digest(descriptor, workerData.algorithm, 0, Infinity) });
  } else if (workerData.kind === 'pieces') {
    parentPort?.postMessage({ kind: 'bad-pieces', indexes: badPieces(descriptor, workerData.pieces) });
  } else {
    parentPort?.postMessage({ kind: 'damaged', runs: damagedRuns(descriptor, workerData.runs) });
  }
} finally {
  closeSync(descriptor);
}
