import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstWrongByte, seededBytes, seededDigest } from './seeded.ts';

const offset = fc.oneof(
  fc.nat(5_000_000),
  fc.integer({ min: 2 ** 31 - 50, max: 2 ** 31 + 50 }),
  fc.integer({ min: 2 ** 32 - 50, max: 2 ** 32 + 50 }),
  fc.integer({ min: 2 ** 52 - 50, max: 2 ** 52 + 50 }),
  fc.integer({ min: 2 ** 53 - 20_000, max: 2 ** 53 - 10_000 }),
);

describe('seededBytes', () => {
  it('gives the same bytes however it is asked', () => {
    fc.assert(
      fc.property(fc.integer(), offset, fc.nat(5000), fc.nat(5000), (seed, start, left, right) => {
        const whole = seededBytes(seed, start, start + left + right);
        const parts = [seededBytes(seed, start, start + left), seededBytes(seed, start + left, start + left + right)];
        expect(whole.equals(Buffer.concat(parts))).toBe(true);
      }),
    );
  });

  it('fits nowhere but at its own offset and seed', () => {
    fc.assert(
      fc.property(fc.integer(), offset, offset, (seed, start, other) => {
        const bytes = seededBytes(seed, start, start + 64);
        if (other !== start) expect(bytes.equals(seededBytes(seed, other, other + 64))).toBe(false);
        expect(bytes.equals(seededBytes(seed + 1, start, start + 64))).toBe(false);
      }),
    );
  });

  it('uses every byte value about equally', () => {
    const counts = new Array<number>(256).fill(0);
    for (const byte of seededBytes(3, 0, 256 * 4096)) counts[byte] = (counts[byte] ?? 0) + 1;
    expect(Math.min(...counts)).toBeGreaterThan(3600);
    expect(Math.max(...counts)).toBeLessThan(4600);
  });

  it('stays the same from version to version', () => {
    expect(seededBytes(1, 0, 8).toString('hex')).toMatchInlineSnapshot(`"7afaf1978f88b915"`);
    expect(seededBytes(1, 2 ** 40 + 3, 2 ** 40 + 11).toString('hex')).toMatchInlineSnapshot(`"deb5a1e76ff239fc"`);
  });

  it('refuses what is not a range of exact offsets', () => {
    expect(() => seededBytes(1, 5, 4)).toThrow(RangeError);
    expect(() => seededBytes(1, 0.5, 4)).toThrow(RangeError);
    expect(() => seededBytes(1, 2 ** 53 - 8, 2 ** 53)).toThrow(RangeError);
  });
});

describe('firstWrongByte', () => {
  it('finds the first one', () => {
    const bytes = Buffer.from(seededBytes(9, 1000, 601_000));
    expect(firstWrongByte(9, 1000, bytes)).toBeNull();
    bytes[500_123] = (bytes[500_123] ?? 0) ^ 1;
    expect(firstWrongByte(9, 1000, bytes)).toBe(501_123);
  });
});

describe('seededDigest', () => {
  it('is the digest of the bytes', () => {
    const bytes = seededBytes(4, 0, 700_001);
    expect(seededDigest(4, 700_001, 'sha-256')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(seededDigest(4, 0, 'md5')).toBe('d41d8cd98f00b204e9800998ecf8427e');
    expect(seededDigest(4, 0, 'crc32')).toBe('00000000');
    expect(seededDigest(4, 700_001, 'crc32')).toMatch(/^[0-9a-f]{8}$/);
  });
});
