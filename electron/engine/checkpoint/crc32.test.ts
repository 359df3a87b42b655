import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combineCrc32 } from './crc32.ts';

test('the combined CRC of two parts is the CRC of the whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.uint8Array({ maxLength: 5000 }), (a, b) => {
      const whole = new Uint8Array([...a, ...b]);
      expect(combineCrc32(crc32(a), crc32(b), b.length)).toBe(crc32(whole));
    }),
  );
});

test('lengths past 2^32 are combined exactly: appending n and m zeros is appending n + m', () => {
  const crc = crc32('sluice');
  const n = 2 ** 33 + 12_345;
  const m = 2 ** 40 + 1;
  const once = combineCrc32(crc, 0, n + m);
  expect(combineCrc32(combineCrc32(crc, 0, n), 0, m)).toBe(once);
});
