import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLATFORMS, platforms, text } from './arbitraries.ts';
import { splitExtension } from './extension.ts';
import { cutToBytes } from './fit.ts';
import { brokenInvariants } from './invariants.ts';
import { extensionForMediaType } from './media-types.ts';
import { numberedName } from './numbered.ts';
import { sanitizeFileName } from './sanitize.ts';

describe('sanitizeFileName', () => {
  it('keeps every promise on any text', () => {
    fc.assert(
      fc.property(text, platforms, (name, platform) => {
        const clean = sanitizeFileName(name, { platform });
        expect({ clean, broken: brokenInvariants(clean, platform) }).toEqual({ clean, broken: [] });
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every promise under any limit', () => {
    fc.assert(
      fc.property(text, platforms, fc.integer({ min: 48, max: 255 }), (name, platform, maxBytes) => {
        const options = { platform, maxBytes };
        const clean = sanitizeFileName(name, options);
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(maxBytes - 16);
        expect(sanitizeFileName(clean, options)).toBe(clean);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    'report.pdf',
    'Résumé (final).tar.gz',
    '報告 v1.2',
    '👩🏽‍🚀.png',
    "it's, [really]; {fine} & 100% ok=yes.txt",
    'a.b.c',
    '~$x',
    '_COM1',
  ])('leaves %s alone', (name) => {
    for (const platform of PLATFORMS) expect(sanitizeFileName(name, { platform })).toBe(name);
  });

  it.each([
    ['', 'download'],
    ['..', 'download'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['.bashrc', 'bashrc'],
    [' padded.txt ', 'padded.txt'],
    [' .hidden', '_.hidden'],
    ['a\u202egpj.exe', 'a_gpj.exe'],
    ['con', '_con'],
    ['Aux .txt', '_Aux .txt'],
    ['lpt¹', '_lpt¹'],
    ['console.log', 'console.log'],
    ['a.lnk', 'a.download'],
    ['a.{20D04FE0-3AEA-1069-A2D8-08002B30309D}', 'a.download'],
    ['\ud83d.txt', '_.txt'],
    ['a:b*c?.txt', 'a_b_c_.txt'],
  ])('makes %j into %j', (name, expected) => {
    for (const platform of PLATFORMS) expect(sanitizeFileName(name, { platform })).toBe(expected);
  });

  it('makes visible what Windows would drop, and only there', () => {
    expect(sanitizeFileName('x.exe. .', { platform: 'win32' })).toBe('x.exe___');
    expect(sanitizeFileName('x.exe.', { platform: 'linux' })).toBe('x.exe');
    expect(sanitizeFileName('Thumbs.db', { platform: 'win32' })).toBe('_Thumbs.db');
    expect(sanitizeFileName('Thumbs.db', { platform: 'darwin' })).toBe('Thumbs.db');
  });

  it('cuts the stem between graphemes and keeps the extension', () => {
    const family = '👨‍👩‍👧‍👦';
    const clean = sanitizeFileName(`${family.repeat(20)}.tar.gz`, { platform: 'linux' });
    expect(clean).toBe(`${family.repeat(Math.floor((239 - 7) / Buffer.byteLength(family)))}.tar.gz`);
    expect(sanitizeFileName(`a${'\u0301'.repeat(300)}.png`, { platform: 'linux' })).toBe('download.png');
    expect(sanitizeFileName(`a.${'x'.repeat(300)}`, { platform: 'linux' })).toHaveLength(239);
  });

  it('refuses a limit that nothing fits into', () => {
    expect(() => sanitizeFileName('a', { platform: 'linux', maxBytes: 40 })).toThrow(RangeError);
  });
});

describe('cutToBytes', () => {
  it('gives the longest beginning that ends between graphemes', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(100), (whole, maxBytes) => {
        const graphemes = [...segmenter.segment(whole)].map(({ segment }) => segment);
        const beginnings = graphemes.map((_, i) => graphemes.slice(0, i + 1).join(''));
        const fitting = beginnings.filter((beginning) => Buffer.byteLength(beginning) <= maxBytes);
        expect(cutToBytes(whole, maxBytes)).toBe(fitting.at(-1) ?? '');
      }),
    );
  });
});

describe('extensions', () => {
  it.each([
    ['a.txt', 'a', '.txt'],
    ['a.tar.gz', 'a', '.tar.gz'],
    ['a.b.c', 'a.b', '.c'],
    ['v1.2.gz', 'v1.2', '.gz'],
    ['a', 'a', ''],
    ['.tar.gz', '.tar', '.gz'],
    ['1. First', '1. First', ''],
    ['a.', 'a.', ''],
  ])('%s', (name, stem, extension) => {
    expect(splitExtension(name)).toEqual({ stem, extension });
  });

  it('are known for media types, with parameters and in any case', () => {
    expect(extensionForMediaType('Image/PNG; q=1')).toBe('png');
    expect(extensionForMediaType('application/octet-stream')).toBeNull();
    expect(extensionForMediaType('constructor')).toBeNull();
  });
});

describe('numberedName', () => {
  it.each([
    ['a.txt', 1, 'a (1).txt'],
    ['a.tar.gz', 2, 'a (2).tar.gz'],
    ['a', 3, 'a (3)'],
    ['FOO.TXT', 1, 'FOO (1).TXT'],
    ['a (1).txt', 1, 'a (1) (1).txt'],
  ])('%s, %i', (name, n, expected) => {
    expect(numberedName(name, n)).toBe(expected);
  });

  it('stays a good name, and is another one for each number', () => {
    fc.assert(
      fc.property(text, platforms, fc.integer({ min: 1, max: 99_999 }), (original, platform, n) => {
        const name = sanitizeFileName(original, { platform });
        expect(brokenInvariants(numberedName(name, n), platform)).toEqual([]);
        expect(numberedName(name, n)).not.toBe(numberedName(name, n + 1));
      }),
      { numRuns: 1000 },
    );
  });
});
