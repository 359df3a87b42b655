import { MAX_FRAME_BYTES } from '../../../shared/browser.ts';

const HEAD_BYTES = 4;

/** @throws {RangeError} above {@link MAX_FRAME_BYTES} */
export function encodeFrame(value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  if (body.length > MAX_FRAME_BYTES) throw new RangeError('The frame is too large.');
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

/** Cuts a byte stream into the JSON values of its frames. */
export class FrameReader {
  #pending = Buffer.alloc(0);

  /** @throws {RangeError | SyntaxError} for a frame that is too large or holds no JSON; the stream is of no use then */
  push(chunk: Uint8Array): unknown[] {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const values: unknown[] = [];
    while (this.#pending.length >= HEAD_BYTES) {
      const length = this.#pending.readUInt32LE();
      if (length > MAX_FRAME_BYTES) throw new RangeError('The frame is too large.');
      if (this.#pending.length < HEAD_BYTES + length) break;
      values.push(JSON.parse(this.#pending.toString('utf8', HEAD_BYTES, HEAD_BYTES + length)));
      this.#pending = this.#pending.subarray(HEAD_BYTES + length);
    }
    return values;
  }
}
