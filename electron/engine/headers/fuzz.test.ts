import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseContentLength, parseContentRange } from './content-range.ts';
import { parseHttpDate } from './http-date.ts';
import { parseRetryAfter } from './retry-after.ts';
import { strongValidator, weakEtagMatch } from './validators.ts';

/** What a header field can hold on the wire: any byte but CR, LF and NUL, one character each. */
const field = fc.oneof(
  fc.string({
    unit: fc.integer({ min: 1, max: 255 }).map((byte) => String.fromCharCode(byte === 10 || byte === 13 ? 32 : byte)),
  }),
  fc
    .array(
      fc.constantFrom('bytes', ' ', '-', '/', '*', '0', '9', '99999999999999999999', '=', ',', '"', 'W/', '\t', ':'),
    )
    .map((parts) => parts.join('')),
);
const NOW = Date.UTC(2026, 0, 1);

describe('header fields, whatever they hold', () => {
  test('Content-Range: nothing, or a range that is one', () => {
    fc.assert(
      fc.property(field, (value) => {
        const range = parseContentRange(value);
        if (range === null) return;
        if ('unsatisfied' in range) {
          expect(Number.isSafeInteger(range.unsatisfied) && range.unsatisfied >= 0).toBe(true);
          return;
        }
        expect(Number.isSafeInteger(range.start) && Number.isSafeInteger(range.end)).toBe(true);
        expect(range.start).toBeLessThan(range.end);
        if (range.total !== null) expect(range.end).toBeLessThanOrEqual(range.total);
      }),
    );
  });

  test('Content-Range: what is right is read back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.maxSafeNat(), (a, b, c) => {
        const [first = 0, last = 0, total = 0] = [a, b, c].sort((x, y) => x - y);
        if (last === total) return;
        const read = parseContentRange(`bytes ${String(first)}-${String(last)}/${String(total)}`);
        expect(read).toEqual({ start: first, end: last + 1, total });
      }),
    );
  });

  test('Content-Length: a whole number of bytes, or nothing', () => {
    fc.assert(
      fc.property(field, (value) => {
        const length = parseContentLength(value);
        if (length !== null) expect(Number.isSafeInteger(length) && length >= 0).toBe(true);
      }),
    );
  });

  test('Retry-After: a wait that is one, or nothing', () => {
    fc.assert(
      fc.property(field, (value) => {
        const ms = parseRetryAfter(value, NOW);
        if (ms !== null) expect(Number.isFinite(ms) && ms >= 0).toBe(true);
      }),
    );
  });

  test('dates: one that is one, or nothing; what is right is read back', () => {
    fc.assert(
      fc.property(field, (value) => {
        const time = parseHttpDate(value);
        if (time !== null) expect(Number.isFinite(time)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
        expect(parseHttpDate(new Date(seconds * 1000).toUTCString())).toBe(seconds * 1000);
      }),
    );
  });

  test('validators: never a weak tag as a strong one', () => {
    fc.assert(
      fc.property(fc.option(field), fc.option(field), fc.option(field), (etag, modified, date) => {
        const headers = {
          ...(etag === null ? {} : { etag }),
          ...(modified === null ? {} : { 'last-modified': modified }),
          ...(date === null ? {} : { date }),
        };
        const validator = strongValidator(headers);
        if (validator?.kind === 'etag') expect(validator.value).toMatch(/^".*"$/s);
        if (etag !== null) expect(weakEtagMatch(etag, etag)).toBe(weakEtagMatch(etag, etag));
      }),
    );
  });
});
