import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './format.ts';

const checkpoint: Checkpoint = {
  sizeBytes: 3_000_000,
  etag: '"a,\\"body\\":b"',
  lastModified: 'Wed, 28 Nov 2007 00:40:10 GMT',
  validator: { kind: 'etag', value: '"v1"' },
  sourceKey: 'ab'.repeat(32),
  linkKey: 'cd'.repeat(32),
  digest: { algorithm: 'sha-256', hex: 'ab'.repeat(32) },
  mediaType: 'application/pdf',
  blockSize: 1_048_576,
  runs: [
    { start: 0, end: 1_048_576, crc: 0xffffffff },
    { start: 2_000_000, end: 2_000_001, crc: 0 },
  ],
  overlaps: [{ start: 1_999_000, end: 2_000_000, crc: 7 }],
  clean: false,
};

describe('checkpoint format', () => {
  test('what was encoded is decoded, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), fc.nat(), (etag, clean, size) => {
        const given = { ...checkpoint, etag, clean, sizeBytes: 3_000_000 + size };
        expect(decodeCheckpoint(encodeCheckpoint(given))).toEqual(given);
      }),
    );
  });

  test('no single changed, lost or added character goes unnoticed', () => {
    const text = encodeCheckpoint(checkpoint);
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom('x', '0', '"', '}', ''), (at, character) => {
        const torn = text.slice(0, at) + character + text.slice(at + 1);
        fc.pre(torn !== text);
        expect(decodeCheckpoint(torn)).toBeNull();
        expect(decodeCheckpoint(text.slice(0, at))).toBeNull();
      }),
    );
  });

  test('anything else is refused without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeCheckpoint(text) === null));
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint).replace('"version":1', '"version":2'))).toBeNull();
    const beyond = { ...checkpoint, runs: [{ start: 0, end: 3_000_001, crc: 1 }] };
    expect(decodeCheckpoint(encodeCheckpoint(beyond))).toBeNull();
  });

  test('neither link nor path is in it', () => {
    expect(encodeCheckpoint(checkpoint)).not.toMatch(/https?:|:\/\//);
  });
});
