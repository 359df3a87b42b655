import { expect, test } from 'vitest';
import { printable, withoutUserInfo } from './printable.ts';

test.each([
  ['plain.iso', 'plain.iso'],
  ['日本語 ü.iso', '日本語 ü.iso'],
  ['a\x1b[2Jb', 'a\uFFFD[2Jb'],
  ['two\r\nlines', 'two\uFFFDlines'],
  ['gpj\u202Eexe', 'gpj\uFFFDexe'],
  ['\x9b31m', '\uFFFD31m'],
])('%j prints as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test.each([
  ['http://host/a@b', 'http://host/a@b'],
  ['http://user:secret@host/', 'http://host/'],
  ['http://user:se@cret@host:81/x', 'http://host:81/x'],
  ['ftp://user:secret@host', 'ftp://host'],
  ['//user@host', '//host'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutUserInfo(url)).toBe(shown);
});
