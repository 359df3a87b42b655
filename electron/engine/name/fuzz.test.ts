import fc from 'fast-check';
import { expect, test } from 'vitest';
import { text } from './arbitraries.ts';
import { contentDispositionFileName } from './content-disposition.ts';
import { brokenInvariants } from './invariants.ts';
import { chooseFileName } from './choose.ts';

/** Pieces that the grammar knows, in any order and number, between any bytes. */
const header = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'attachment',
        'inline',
        ';',
        '; ',
        '=',
        'filename',
        'filename*',
        'filename*0',
        'filename*1*',
        '"',
        '\\',
        "UTF-8''",
        "''",
        '%',
        '%2f',
        '%ff',
        '=?UTF-8?B?',
        '?=',
        '=?utf-8?Q?',
        'name',
        ' ',
        ',',
        '../',
        'x',
      ),
      fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)), maxLength: 20 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('Content-Disposition, whatever it holds: a safe name on every platform', () => {
  fc.assert(
    fc.property(fc.oneof(header, text), fc.constantFrom('linux', 'darwin', 'win32'), (contentDisposition, platform) => {
      contentDispositionFileName(contentDisposition);
      const name = chooseFileName({ contentDisposition, url: 'https://example.org/', mediaType: null, platform });
      expect(brokenInvariants(name, platform)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('a long hostile header costs no time worth mentioning', () => {
  const begun = performance.now();
  for (const piece of ['filename="', '\\"', ';', '=?UTF-8?B?', "filename*=UTF-8''%", ' ', 'filename*0=a;', '%']) {
    contentDispositionFileName(`attachment; filename=${piece.repeat(60_000 / piece.length)}`);
  }
  expect(performance.now() - begun).toBeLessThan(2_000);
});
