import { describe, expect, test } from 'vitest';
import { headerFileLines, headerValue, parseHeaders } from './headers.ts';

describe('parseHeaders', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['name and value', ['X-Token: abc'], { 'x-token': 'abc' }],
    ['a value with colons', ['Link: <http://a/>'], { link: '<http://a/>' }],
    ['no space', ['a:b'], { a: 'b' }],
    ['an empty value', ['a:'], { a: '' }],
    ['a later one wins, by any case', ['A: 1', 'a: 2'], { a: '2' }],
    ['a tab inside', ['a: b\tc'], { a: 'b\tc' }],
    ['latin1 as it is', ['a: ü'], { a: 'ü' }],
    ['the rest as UTF-8 bytes', ['a: €'], { a: '\u00e2\u0082\u00ac' }],
  ])('%s', (_, lines, headers) => {
    expect(parseHeaders(lines, '-H')).toEqual(headers);
  });

  test.each(['novalue', ': x', 'a b: c', 'ä: c', ''])('%j is refused without being shown', (line) => {
    expect(() => parseHeaders([line], '-H')).toThrow("-H: write a header as 'Name: value'.");
  });

  test.each(['Range', 'if-range', 'Accept-Encoding', 'Host', 'Content-Length', 'Connection'])(
    '%s is the download’s own',
    (name) => {
      expect(() => parseHeaders([`${name}: x`], '-H')).toThrow(`-H: ${name} cannot be given`);
    },
  );

  test.each(['a\r\nInjected: 1', 'a\0b', 'a\x7f'])('%j is no value, and is not shown', (value) => {
    expect(() => headerValue(value, '--referer')).toThrow(
      '--referer has a line break or another control character in its value.',
    );
  });
});

test('a header file has one a line and # comments', () => {
  expect(headerFileLines('# who I am\nAuthorization: Bearer x#y\r\n\n  # end\nB: 2')).toEqual([
    'Authorization: Bearer x#y',
    'B: 2',
  ]);
});
