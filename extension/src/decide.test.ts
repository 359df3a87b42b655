import { expect, test } from 'vitest';
import { decide, typeOf, type Around, type Begun } from './decide.ts';
import { DEFAULTS, parseSettings, parseTypes, type ExtensionSettings } from './settings.ts';

const BEGUN: Begun = {
  url: 'https://files.example/a.iso?x=1',
  referrer: 'https://www.site.example/page',
  fileName: '',
  sizeBytes: 50_000_000,
  incognito: false,
  byExtension: false,
};

test.each<[string, Partial<Begun>, Partial<ExtensionSettings>, Partial<Around>]>([
  ['take', {}, {}, {}],
  ['take', { sizeBytes: -1 }, {}, {}],
  ['off', {}, { takeOver: false }, {}],
  ['not-http', { url: 'blob:https://a/1' }, {}, {}],
  ['private', { incognito: true }, {}, {}],
  ['by-extension', { byExtension: true }, {}, {}],
  ['bypassed', {}, {}, { bypassed: true }],
  ['posted', {}, {}, { posted: true }],
  ['site-off', {}, { sitesOff: ['site.example'] }, {}],
  ['site-off', {}, { sitesOff: ['files.example'] }, {}],
  ['take', {}, { sitesOff: ['te.example'] }, {}],
  ['too-small', { sizeBytes: 2 ** 20 - 1 }, {}, {}],
  ['other-type', {}, { types: ['zip'] }, {}],
  ['take', {}, { types: ['zip', 'iso'] }, {}],
])('%s: %j %j %j', (decision, begun, settings, around) => {
  expect(
    decide({ ...BEGUN, ...begun }, { ...DEFAULTS, ...settings }, { bypassed: false, posted: false, ...around }),
  ).toBe(decision);
});

test('the type is the file name’s, else the address’s', () => {
  expect(typeOf('/home/ann/Movie.MKV', 'https://a/b.zip')).toBe('mkv');
  expect(typeOf('', 'https://a/b/c.tar.gz?n=x.exe')).toBe('gz');
  expect(typeOf('', 'https://a/')).toBe('');
});

test('types as people write them', () => {
  expect(parseTypes('zip, .ISO;*.7z  zip ../x')).toEqual(['zip', 'iso', '7z']);
});

test('a damaged setting costs itself only', () => {
  expect(parseSettings({ takeOver: false, minimumBytes: -1, types: 'zip', bypassKey: 'meta' })).toEqual({
    ...DEFAULTS,
    takeOver: false,
  });
});
