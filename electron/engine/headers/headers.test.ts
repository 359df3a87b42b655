import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContentLength, parseContentRange } from './content-range.ts';
import { parseHttpDate } from './http-date.ts';
import { formatRange } from './range.ts';
import { parseRetryAfter } from './retry-after.ts';
import { isStrongLastModified, parseEtag, strongValidator, weakEtagMatch } from './validators.ts';
import { header } from './values.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const offset = fc.oneof(
  fc.nat(1000),
  fc.maxSafeNat().filter((value) => value < MAX),
);
const now = Date.parse('2024-05-01T12:00:00Z');

describe('header', () => {
  it('joins what came more than once, and knows nothing of prototypes', () => {
    expect(header({ a: ['1', '2'] }, 'a')).toBe('1, 2');
    expect(header({ a: ' \t1\t ' }, 'a')).toBe('1');
    expect(header({}, 'constructor')).toBeNull();
    expect(header({ a: undefined }, 'a')).toBeNull();
  });
});

describe('parseContentRange', () => {
  it('reads what formatRange asks for', () => {
    fc.assert(
      fc.property(offset, offset, fc.boolean(), (a, b, known) => {
        const [start, last] = a < b ? [a, b] : [b, a];
        fc.pre(last + 1 < MAX);
        const total = known ? last + 1 : null;
        expect(formatRange(start, last + 1)).toBe(`bytes=${start}-${last}`);
        expect(parseContentRange(`bytes ${start}-${last}/${total ?? '*'}`)).toEqual({ start, end: last + 1, total });
      }),
    );
  });

  it('never gives numbers that cannot be', () => {
    const digits = fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String),
      fc.constantFrom('*', '', '-1', '1e3', '0x1'),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(digits, digits, digits).map(([a, b, c]) => `bytes ${a}-${b}/${c}`),
    );
    fc.assert(
      fc.property(text, (value) => {
        const range = parseContentRange(value);
        if (!range || 'unsatisfied' in range) return;
        expect(Number.isSafeInteger(range.start) && Number.isSafeInteger(range.end)).toBe(true);
        expect(range.end).toBeGreaterThan(range.start);
        if (range.total !== null) expect(range.end).toBeLessThanOrEqual(range.total);
      }),
    );
  });

  it.each([
    ['bytes */1000', { unsatisfied: 1000 }],
    ['bytes */*', null],
    ['bytes 0-9/9', null],
    ['bytes 9-0/10', null],
    ['bytes 0-9', null],
    ['items 0-9/10', null],
    ['BYTES 0-9/10', { start: 0, end: 10, total: 10 }],
    [`bytes 0-${MAX}/*`, null],
    [`bytes 0-9/${MAX}`, { start: 0, end: 10, total: MAX }],
    ['bytes 0-9/9007199254740993', null],
    ['bytes 0-9/10, bytes 0-9/10', null],
  ])('%s', (value, expected) => {
    expect(parseContentRange(value)).toEqual(expected);
  });
});

describe('parseContentLength', () => {
  it.each([
    ['0', 0],
    ['42, 42', 42],
    ['42,43', null],
    ['042', 42],
    ['', null],
    ['4 2', null],
    ['1e3', null],
    [String(MAX), MAX],
    ['9007199254740992', null],
    ['9007199254740993', null],
  ])('%s', (value, expected) => {
    expect(parseContentLength(value)).toBe(expected);
  });
});

describe('formatRange', () => {
  it('leaves the end open, and refuses what is no range', () => {
    expect(formatRange(0, null)).toBe('bytes=0-');
    for (const [start, end] of [
      [-1, null],
      [0.5, null],
      [5, 5],
      [5, 4],
      [MAX + 1, null],
    ] as const) {
      expect(() => formatRange(start, end)).toThrow(RangeError);
    }
  });
});

describe('parseHttpDate', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    '%s',
    (text) => {
      expect(parseHttpDate(text)).toBe(784_111_777_000);
    },
  );

  it.each([
    '',
    '1',
    '2024-01-01T00:00:00Z',
    'Sun, 31 Feb 2024 00:00:00 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Xyz 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 +0200',
  ])('not %s', (text) => {
    expect(parseHttpDate(text)).toBeNull();
  });

  it('reads every date that is written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseHttpDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000);
        },
      ),
    );
  });
});

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 3 ', 3000],
    ['1.5', null],
    ['-1', null],
    ['soon', null],
    ['Wed, 01 May 2024 12:00:05 GMT', 5000],
    ['Wed, 01 May 2024 12:00:00 GMT', 0],
    ['Wed, 01 May 2024 11:59:59 GMT', null],
    ['9007199254740991', null],
  ])('%s', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });

  it('is never negative nor inexact', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.bigInt().map(String)), fc.maxSafeNat(), (value, at) => {
        const ms = parseRetryAfter(value, at);
        if (ms !== null) expect(Number.isSafeInteger(ms) && ms >= 0).toBe(true);
      }),
    );
  });
});

describe('validators', () => {
  it.each([
    ['"abc"', { weak: false, opaque: 'abc' }],
    ['""', { weak: false, opaque: '' }],
    ['W/"abc"', { weak: true, opaque: 'abc' }],
    ['w/"abc"', { weak: true, opaque: 'abc' }],
    ['"w/abc"', { weak: false, opaque: 'w/abc' }],
    ['abc', null],
    ['"a"b"', null],
    ['"a", "b"', null],
    ['W / "abc"', null],
  ])('ETag %s', (value, expected) => {
    expect(parseEtag(value)).toEqual(expected);
  });

  it('compares weakly', () => {
    expect(weakEtagMatch('"a"', 'W/"a"')).toBe(true);
    expect(weakEtagMatch('"a"', '"b"')).toBe(false);
    expect(weakEtagMatch('bare', ' bare ')).toBe(true);
    expect(weakEtagMatch('bare', '"bare"')).toBe(false);
  });

  it('takes Last-Modified for strong when it is a minute older than Date', () => {
    const date = 'Wed, 28 Nov 2007 00:41:10 GMT';
    expect(isStrongLastModified('Wed, 28 Nov 2007 00:40:10 GMT', date)).toBe(true);
    expect(isStrongLastModified('Wed, 28 Nov 2007 00:40:11 GMT', date)).toBe(false);
    expect(isStrongLastModified('Wed, 28 Nov 2007 00:50:00 GMT', date)).toBe(false);
    expect(isStrongLastModified('nonsense', date)).toBe(false);
  });

  it('prefers a strong ETag, and falls back', () => {
    const date = 'Wed, 28 Nov 2007 10:00:00 GMT';
    const modified = 'Wed, 28 Nov 2007 00:40:10 GMT';
    expect(strongValidator({ etag: '"a"', date, 'last-modified': modified })).toEqual({ kind: 'etag', value: '"a"' });
    expect(strongValidator({ etag: 'W/"a"', date, 'last-modified': modified })?.kind).toBe('last-modified');
    expect(strongValidator({ etag: 'W/"a"' })).toBeNull();
    expect(strongValidator({ etag: 'bare' })).toBeNull();
    expect(strongValidator({ etag: ['"a"', '"b"'] })).toBeNull();
    expect(strongValidator({ 'last-modified': modified })).toBeNull();
    expect(strongValidator({})).toBeNull();
  });
});
