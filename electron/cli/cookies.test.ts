import { expect, test } from 'vitest';
import { cookiesOf, parseCookieFile } from './cookies.ts';

test('each with whom it is for; one that cannot be sent keeps none of the others back', () => {
  const text = `files.example\tFALSE\t/a\tFALSE\t0\tsid\tsecr\u0113t\nother.example\tTRUE\t/\tFALSE\t0\tbad\ta\u0001b\n`;
  expect(cookiesOf(text)).toEqual([
    {
      domain: 'files.example',
      includeSubdomains: false,
      path: '/a',
      secure: false,
      expires: 0,
      name: 'sid',
      // The bytes of UTF-8.
      value: 'secr\u00c4\u0093t',
    },
  ]);
  expect(() => cookiesOf('{"sid":"secret"}')).toThrow('--cookie-file is not in the Netscape format');
});

test('comments, empty lines and Windows line ends; HttpOnly cookies are cookies', () => {
  const text = [
    '# Netscape HTTP Cookie File',
    '',
    '#HttpOnly_.files.example\tTRUE\t/\tFALSE\t0\tsid\tsecret',
    'files.example\tFALSE\t/\tFALSE\t0\tempty\t',
  ].join('\r\n');
  const { cookies, unreadable } = parseCookieFile(text);
  expect(cookies.map(({ name, value }) => [name, value])).toEqual([
    ['sid', 'secret'],
    ['empty', ''],
  ]);
  expect(unreadable).toBe(0);
});

test.each([
  'sid=secret',
  '{"cookies":[]}',
  'files.example\tTRUE\tnopath\tFALSE\t0\ta\tb',
  'h\tTRUE\t/\tFALSE\tsoon\ta\tb',
])('%j cannot be read', (text) => {
  expect(parseCookieFile(text)).toEqual({ cookies: [], unreadable: 1 });
});
