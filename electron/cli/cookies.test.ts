import { expect, test } from 'vitest';
import { parseCookieFile } from './cookies.ts';

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
