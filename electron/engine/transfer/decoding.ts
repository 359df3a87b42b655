import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { SluiceError } from '../../../shared/failures.ts';
import { header } from '../headers/values.ts';
import type { ReplyHead } from '../http/transport.ts';

/** A body may expand to this many bytes, and to so many times what came beyond them: gzip itself can do 1,000 to 1. */
const MAX_FREE_BYTES = 64 * 1024 * 1024;
const MAX_RATIO = 100;
/** Coded bytes that wait to be decoded, beyond which no more should come. */
const MAX_WAITING_BYTES = 256 * 1024;

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

export type Coding = keyof typeof DECODERS;

/** The one coding of a body (RFC 9110 section 8.4.1) that can be decoded, or `null`. */
export function codingOf(head: ReplyHead): Coding | null {
  const coding = header(head.headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  return Object.hasOwn(DECODERS, coding) ? (coding as Coding) : null;
}

/**
 * A body that came coded though it was asked not to: only a whole one can be decoded, on one stream from its beginning.
 * @throws {SluiceError} `content-encoded`
 */
export function requireDecodable(head: ReplyHead, whole: boolean): void {
  if (!whole || codingOf(head) === null) {
    throw new SluiceError('content-encoded', String(head.headers['content-encoding']));
  }
}

export interface DecoderHandlers {
  data(chunk: Buffer): void;
  /** The coded form was whole and everything of it has been handed on. */
  ended(): void;
  /** `content-encoded`: corrupt, cut short, or grown beyond all measure. */
  failed(error: SluiceError): void;
  /** All is decoded that came until {@link Decoder.push} said it was enough. */
  drained(): void;
}

/** Decodes a whole body that a server has coded though it was asked not to. No handler is called after `destroy`. */
export class Decoder {
  readonly #stream;
  #inBytes = 0;
  #outBytes = 0;

  constructor(coding: Coding, handlers: DecoderHandlers) {
    this.#stream = DECODERS[coding]();
    const fail = (detail: string): void => {
      this.destroy();
      handlers.failed(new SluiceError('content-encoded', `${coding}: ${detail}`));
    };
    this.#stream.on('data', (chunk: Buffer) => {
      this.#outBytes += chunk.length;
      if (this.#outBytes > MAX_FREE_BYTES + MAX_RATIO * this.#inBytes) {
        fail(`${String(this.#inBytes)} bytes expand to more than ${String(this.#outBytes)}`);
      } else handlers.data(chunk);
    });
    this.#stream.on('end', () => {
      handlers.ended();
    });
    this.#stream.on('drain', () => {
      handlers.drained();
    });
    this.#stream.on('error', (error) => {
      fail(error.message);
    });
  }

  /** Returns false when the sender should wait for `drained`. */
  push(chunk: Buffer): boolean {
    this.#inBytes += chunk.length;
    return this.#stream.write(chunk) || this.#stream.writableLength < MAX_WAITING_BYTES;
  }

  /** The coded form has ended. */
  end(): void {
    this.#stream.end();
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  destroy(): void {
    this.#stream.removeAllListeners('data').removeAllListeners('end').removeAllListeners('drain');
    this.#stream.destroy();
  }
}
