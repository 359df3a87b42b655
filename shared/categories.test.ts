import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CATEGORIES, categoriesSchema, createCategorise, matchesGlob, type Category } from './categories.ts';

const byDefault = createCategorise(DEFAULT_CATEGORIES);
const withRules = (changes: Partial<Record<string, Partial<Category>>>) =>
  createCategorise(DEFAULT_CATEGORIES.map((category) => ({ ...category, ...changes[category.id] })));

describe('by extension', () => {
  it.each([
    ['ubuntu.iso', 'disk-images'],
    ['Film.2160p.MKV', 'video'],
    ['a.flac', 'music'],
    ['rfc9110.pdf', 'documents'],
    ['llvm.src.tar.xz', 'archives'],
    ['setup.exe', 'programs'],
    ['setup.exe.unknown', 'other'],
    ['README', 'other'],
    ['.zip', 'other'],
    ['', 'other'],
  ])('%s is one of %s', (fileName, id) => {
    expect(byDefault({ url: 'https://example.org/', fileName })).toBe(id);
  });

  it('takes the name from the link while nothing better is known', () => {
    expect(byDefault({ url: 'https://example.org/a%20b.iso?x=a.mp3#f.zip' })).toBe('disk-images');
    expect(byDefault({ url: 'https://example.org/%zz.iso' })).toBe('disk-images');
    expect(byDefault({ url: 'https://example.org/get?file=a.iso' })).toBe('other');
  });

  it('prefers the longest extension, and of two alike the first category', () => {
    const sorted = withRules({ programs: { extensions: ['tar.gz', 'gz'] } });
    expect(sorted({ url: '', fileName: 'a.tar.gz' })).toBe('programs');
    expect(sorted({ url: '', fileName: 'a.gz' })).toBe('archives');
  });
});

describe('by URL pattern', () => {
  const music = (...patterns: string[]) => {
    const categorise = withRules({ music: { patterns } });
    return (url: string): boolean => categorise({ url, fileName: 'a.iso' }) === 'music';
  };
  it('knows a host and what is below it', () => {
    const matches = music('example.org');
    expect(matches('https://example.org/x')).toBe(true);
    expect(matches('http://cdn.EXAMPLE.org:8080/x')).toBe(true);
    expect(matches('https://user:pw@example.org')).toBe(true);
    expect(matches('https://notexample.org/x')).toBe(false);
    expect(matches('https://evil.test/example.org')).toBe(false);
    expect(matches('https://example.org@evil.test/')).toBe(false);
  });
  it('knows the beginning of a path, and wildcards', () => {
    expect(music('example.org/isos/')('https://example.org/isos/a/b?c')).toBe(true);
    expect(music('example.org/isos/')('https://example.org/other')).toBe(false);
    expect(music('https://*.example.org/*/live')('http://a.example.org/2026/live/1')).toBe(true);
    expect(music('*.example.org')('http://example.org/')).toBe(false);
  });
  it('goes before every extension', () => {
    expect(withRules({ other: { patterns: ['example.org'] } })({ url: 'http://example.org/a.iso' })).toBe(
      'disk-images',
    );
    expect(withRules({ programs: { patterns: ['example.org'] } })({ url: 'http://example.org/a.iso' })).toBe(
      'programs',
    );
  });
});

describe('matchesGlob', () => {
  it('agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (glob, given) => {
        expect(matchesGlob(glob, given)).toBe(new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(given));
      }),
    );
  });
});

describe('categoriesSchema', () => {
  it('takes the defaults, and refuses lists that have no place for all else', () => {
    expect(categoriesSchema.safeParse(DEFAULT_CATEGORIES).success).toBe(true);
    expect(categoriesSchema.safeParse(DEFAULT_CATEGORIES.slice(0, -1)).success).toBe(false);
    expect(categoriesSchema.safeParse([...DEFAULT_CATEGORIES, ...DEFAULT_CATEGORIES]).success).toBe(false);
    for (const extension of ['.iso', 'ISO', 'a b', '', 'a/b', '*'])
      expect(
        categoriesSchema.safeParse(DEFAULT_CATEGORIES.map((one) => ({ ...one, extensions: [extension] }))).success,
      ).toBe(false);
  });
});
