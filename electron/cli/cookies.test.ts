import { describe, expect, test } from 'vitest';
import { cookieHeader, parseCookieFile } from './cookies.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const LATER = String(NOW / 1000 + 60);
const EARLIER = String(NOW / 1000 - 60);

const line = (...fields: string[]): string => fields.join('\t');
const cookieFor = (lines: string[], url: string): string | null =>
  cookieHeader(parseCookieFile(lines.join('\n')).cookies, new URL(url), NOW);

describe('which cookies are sent', () => {
  test.each([
    ['the same host', ['files.example', 'FALSE', '/', 'FALSE'], 'http://files.example/a', true],
    ['the same host in other letters', ['Files.Example', 'FALSE', '/', 'FALSE'], 'http://files.example/a', true],
    ['another host', ['files.example', 'TRUE', '/', 'FALSE'], 'http://other.example/a', false],
    ['a subdomain, allowed', ['.files.example', 'TRUE', '/', 'FALSE'], 'http://cdn.files.example/a', true],
    ['a subdomain, not allowed', ['files.example', 'FALSE', '/', 'FALSE'], 'http://cdn.files.example/a', false],
    ['a name that only ends alike', ['.files.example', 'TRUE', '/', 'FALSE'], 'http://badfiles.example/a', false],
    ['the parent of the domain', ['cdn.files.example', 'TRUE', '/', 'FALSE'], 'http://files.example/a', false],
    ['an address that only ends alike', ['0.0.1', 'TRUE', '/', 'FALSE'], 'http://127.0.0.1/a', false],
    ['the very address', ['127.0.0.1', 'FALSE', '/', 'FALSE'], 'http://127.0.0.1:8080/a', true],
    ['a path below', ['files.example', 'FALSE', '/a', 'FALSE'], 'http://files.example/a/b', true],
    ['a path below a slash', ['files.example', 'FALSE', '/a/', 'FALSE'], 'http://files.example/a/b', true],
    ['the very path', ['files.example', 'FALSE', '/a', 'FALSE'], 'http://files.example/a', true],
    ['a path that only begins alike', ['files.example', 'FALSE', '/a', 'FALSE'], 'http://files.example/ab', false],
    ['a secure cookie over https', ['files.example', 'FALSE', '/', 'TRUE'], 'https://files.example/a', true],
    ['a secure cookie over http', ['files.example', 'FALSE', '/', 'TRUE'], 'http://files.example/a', false],
  ])('%s', (_, fields, url, sent) => {
    expect(cookieFor([line(...fields, LATER, 'k', 'v')], url)).toBe(sent ? 'k=v' : null);
  });

  test.each([
    ['later', LATER, true],
    ['before', EARLIER, false],
    ['this very second', String(NOW / 1000), false],
    ['with the session', '0', true],
  ])('one that expires %s', (_, expires, sent) => {
    const text = line('files.example', 'FALSE', '/', 'FALSE', expires, 'k', 'v');
    expect(cookieFor([text], 'http://files.example/')).toBe(sent ? 'k=v' : null);
  });

  test('several: longer paths first, then as in the file', () => {
    const lines = [
      line('files.example', 'FALSE', '/', 'FALSE', '0', 'a', '1'),
      line('files.example', 'FALSE', '/x', 'FALSE', '0', 'b', '2'),
      line('files.example', 'FALSE', '/', 'FALSE', '0', 'c', '3=4'),
    ];
    expect(cookieFor(lines, 'http://files.example/x/y')).toBe('b=2; a=1; c=3=4');
  });
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
