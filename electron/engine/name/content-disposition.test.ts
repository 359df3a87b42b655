import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platforms } from './arbitraries.ts';
import { chooseFileName } from './choose.ts';
import { contentDispositionFileName } from './content-disposition.ts';
import { brokenInvariants } from './invariants.ts';

const escaped = (name: string): string =>
  [...Buffer.from(name)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

describe('contentDispositionFileName', () => {
  it.each([
    ['attachment; filename="a;b.txt"', 'a;b.txt'],
    ['attachment; filename="it is \\"quoted\\".txt"', 'it is "quoted".txt'],
    ['attachment; filename="C:\\Users\\me\\a.txt"', 'C:\\Users\\me\\a.txt'],
    ['attachment; filename="never closed.txt', 'never closed.txt'],
    ['attachment; filename=two words.txt; size=3', 'two words.txt'],
    ['attachment; filename="plain.txt"; filename*=UTF-8\'\'%e2%82%ac.txt', '€.txt'],
    ['attachment; filename="plain.txt"; filename*=UTF-8\'\'%ff.txt', 'plain.txt'],
    ['attachment; filename="plain.txt"; filename*=no-such-set\'\'a.txt', 'plain.txt'],
    ["attachment; filename*=gbk'zh'%b1%a8%b8%e6.txt", '报告.txt'],
    ['attachment; filename="=?utf-8?Q?a_=E2=82=AC?= =?utf-8?B?Yg==?=.txt"', 'a €b.txt'],
    ['attachment; filename="=?utf-8?B?YQ==?=.txt"', 'a.txt'],
    ['attachment; filename="a=?b.txt"', 'a=?b.txt'],
    ['attachment; filename="caf\xe9.txt"', 'café.txt'],
    ['attachment; filename="\x80.txt"', '€.txt'],
    ['attachment; filename="a\0.exe.txt"', null],
    ['attachment; filename=""', null],
    ['attachment', null],
    ['', null],
  ])('%j', (header, expected) => {
    expect(contentDispositionFileName(header)).toBe(expected);
  });

  it('reads back what RFC 8187, RFC 2231 and RFC 2047 write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
        const base64 = Buffer.from(name).toString('base64');
        const read = (parameters: string) => contentDispositionFileName(`attachment; ${parameters}`);
        expect(read(`filename="x"; filename*=UTF-8''${escaped(name)}`)).toBe(name);
        expect(read(`filename*1=".z"; filename*0*=utf-8'en'${escaped(name)}`)).toBe(`${name}.z`);
        expect(read(`filename="=?UTF-8?B?${base64}?="`)).toBe(name);
      }),
    );
  });

  it('reads raw UTF-8, quoted or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('é', '報', '😀', 'ß', 'Ω'), minLength: 1 }), (stem) => {
        const wire = Buffer.from(`${stem}.bin`).toString('latin1');
        expect(contentDispositionFileName(`attachment; filename="${wire}"`)).toBe(`${stem}.bin`);
        expect(contentDispositionFileName(`attachment;filename=${wire}`)).toBe(`${stem}.bin`);
      }),
    );
  });

  it('survives anything', () => {
    const piece = fc.constantFrom(
      ...[
        'attachment',
        ';',
        '; ',
        '=',
        '"',
        '\\',
        "'",
        '*',
        '*0',
        '*1*',
        'filename',
        'filename*',
        "UTF-8''",
        '%',
        '%41',
      ],
      ...['%C3', '=?', '?=', '?B?', '?Q?', 'utf-8', 'gbk', ',', ' ', '\t', '\r\n ', '\0', 'é', 'x'],
    );
    const noise = fc.string({ unit: 'binary', maxLength: 3 });
    const header = fc.array(fc.oneof({ weight: 5, arbitrary: piece }, noise), { maxLength: 40 });
    fc.assert(
      fc.property(header, platforms, (pieces, platform) => {
        const contentDisposition = pieces.join('');
        expect(contentDispositionFileName(contentDisposition)).not.toBe('');
        const name = chooseFileName({ contentDisposition, url: 'https://a.example/a', mediaType: null, platform });
        expect(brokenInvariants(name, platform)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ...['a', ' ', '.', ';', '=', '"', '\\', '%', '%4', '\0', '=?', '?', "'", '\u0301', 'a ', ' .', ';=', '; x'],
    ...['filename*1=x;', '=?x?q?', '=?utf-8?q?x?= '],
  ])('takes no time for a long run of %j', (piece) => {
    const long = piece.repeat(300_000 / piece.length);
    const begin = performance.now();
    for (const contentDisposition of [`attachment; filename=x${long}y`, `attachment; filename="${long}`, long]) {
      chooseFileName({ contentDisposition, url: 'https://a.example/a', mediaType: null, platform: 'win32' });
    }
    // Quadratic time would be minutes.
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});
