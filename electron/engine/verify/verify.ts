import { Worker } from 'node:worker_threads';
import type { ChecksumAlgorithm } from '../../../shared/download.ts';
import type { PieceHashes } from '../../../shared/pieces.ts';
import { diskFailure } from '../disk/errors.ts';
import workerSource from './worker.js?raw';

/** Bytes [start, end) and the CRC-32 they had when they were written. */
export interface CheckedRun {
  readonly start: number;
  readonly end: number;
  readonly crc: number;
}

type Job =
  | { readonly kind: 'digest'; readonly path: string; readonly algorithm: ChecksumAlgorithm }
  | { readonly kind: 'pieces'; readonly path: string; readonly pieces: PieceHashes }
  | { readonly kind: 'runs'; readonly path: string; readonly runs: readonly CheckedRun[] };

type Message =
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'digest'; readonly hex: string }
  | { readonly kind: 'bad-pieces'; readonly indexes: readonly number[] }
  | { readonly kind: 'damaged'; readonly runs: readonly CheckedRun[] };

/** Resolves `null` when aborted: the worker is ended at once, in the middle of the file. */
function inWorker(job: Job, signal: AbortSignal, progress?: (bytes: number) => void): Promise<Message | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      resolve(null);
      return;
    }
    const worker = new Worker(workerSource, { eval: true, workerData: job });
    const stop = (): void => {
      resolve(null);
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') progress?.(message.bytes);
      else resolve(message);
    });
    worker.on('error', (error) => {
      reject(diskFailure(error));
    });
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(diskFailure(new Error('The worker ended without an answer')));
    });
  });
}

/** Digest of a file in lower-case hexadecimal, computed off the main thread; `null` when aborted. */
export async function digestFile(
  path: string,
  algorithm: ChecksumAlgorithm,
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<string | null> {
  const message = await inWorker({ kind: 'digest', path, algorithm }, signal, progress);
  return message?.kind === 'digest' ? message.hex : null;
}

/** Numbers, from 0, of the pieces that are not what their digests say; `null` when aborted. Off the main thread. */
export async function findBadPieces(
  path: string,
  pieces: PieceHashes,
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<readonly number[] | null> {
  const message = await inWorker({ kind: 'pieces', path, pieces }, signal, progress);
  return message?.kind === 'bad-pieces' ? message.indexes : null;
}

/** Those of `runs` whose bytes on disk are not the ones that were written; `null` when aborted. */
export async function findDamagedRuns(
  path: string,
  runs: readonly CheckedRun[],
  signal: AbortSignal,
): Promise<readonly CheckedRun[] | null> {
  const message = await inWorker({ kind: 'runs', path, runs }, signal);
  return message?.kind === 'damaged' ? message.runs : null;
}
