import { expect, test } from 'vitest';
import { MAX_FRAME_BYTES } from '../../../shared/browser.ts';
import { encodeFrame, FrameReader } from './frames.ts';

test('values come out whole however their bytes are cut', () => {
  const values = [{ id: 1, text: '下载' }, [], { id: 2, long: 'x'.repeat(5000) }];
  const bytes = Buffer.concat(values.map(encodeFrame));
  for (const step of [1, 3, 4, 5, 4096, bytes.length]) {
    const reader = new FrameReader();
    const got: unknown[] = [];
    for (let at = 0; at < bytes.length; at += step) got.push(...reader.push(bytes.subarray(at, at + step)));
    expect(got).toEqual(values);
  }
});

test('a frame that is too large is refused by its length alone, and never sent', () => {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(MAX_FRAME_BYTES + 1);
  expect(() => new FrameReader().push(head)).toThrow(RangeError);
  expect(() => encodeFrame('x'.repeat(MAX_FRAME_BYTES))).toThrow(RangeError);
});
