import { expect, test } from 'vitest';
import { listedRequests } from './list-file.ts';
import { UsageError } from './usage-error.ts';

const URL_1 = 'https://files.example/a.iso';

test('plain lists: one URL a line, comments, blanks, marks, indented URLs', () => {
  const text = `\uFEFF# list\n${URL_1}\r\n\n  # another\n  ${URL_1}?a=b  \n\tftpes://files.example/a\n`;
  const urls = [URL_1, `${URL_1}?a=b`, 'ftpes://files.example/a'];
  expect(listedRequests(text, 'l', '/d')).toEqual(urls.map((url) => ({ url })));
});

test('aria2’s form: mirrors behind tabs, options below', () => {
  const text = [
    `${URL_1}\thttps://mirror.example/a.iso`,
    '  dir=/isos',
    '  out=b.iso',
    '\tsplit=4',
    ' header=X-A: 1',
    ' header=X-B: 2',
    ' referer=https://page.example/',
    ` checksum=sha-256=${'A'.repeat(64)}`,
    ' pause=true',
    ' no-such-option=1',
    'https://other.example/c',
    ' dir=sub',
    ' max-download-limit=2M',
  ].join('\n');
  expect(listedRequests(text, '-', '/home/ann')).toEqual([
    {
      url: URL_1,
      mirrors: ['https://mirror.example/a.iso'],
      directory: '/isos',
      fileName: 'b.iso',
      connections: 4,
      headers: { 'x-a': '1', 'x-b': '2', referer: 'https://page.example/' },
      checksum: { algorithm: 'sha-256', hex: 'a'.repeat(64) },
    },
    { url: 'https://other.example/c', directory: '/home/ann/sub', limitBytesPerSecond: 2 * 2 ** 20 },
  ]);
});

test.each([
  ['gopher://h/a', 'list.txt, line 1: gopher://h/a'],
  [`${URL_1}\n\n${URL_1}\tfile:///etc`, 'list.txt, line 3: file:///etc'],
  [`# x\n${URL_1}\n out=a/b`, "list.txt, line 2: The option '--out' takes a file name without a path"],
  [`${URL_1}\n dry-run=true`, "list.txt, line 1: The option '--dry-run' is not supported"],
  [`${URL_1}\thttps://ann:pw@m.example/`, 'list.txt, line 1: a mirror takes no user name'],
])('%j', (text, message) => {
  expect(() => listedRequests(text, 'list.txt', '/d')).toThrow(UsageError);
  expect(() => listedRequests(text, 'list.txt', '/d')).toThrow(message);
});
