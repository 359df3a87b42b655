import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mirrorLinks, parseLinks } from './link.ts';

const BASE = new URL('https://origin.example/dir/file.bin');
const urls = (link: string | string[]): string[] => mirrorLinks({ link }, BASE).map(({ url }) => url.href);

describe('mirrorLinks', () => {
  test('RFC 6249: preferred ones first, then by priority', () => {
    const links = mirrorLinks(
      {
        link: [
          '<http://c.example/f>; rel=duplicate; pri=5; geo="GB"; depth=2',
          '<http://b.example/f>;rel="duplicate";pri=1',
          '<http://a.example/f>; rel=duplicate; pri=9; pref, <http://z.example/f>; rel=duplicate',
          '<http://example.com/f.meta4>; rel=describedby; type="application/metalink4+xml"',
        ],
      },
      BASE,
    );
    expect(links.map(({ url }) => url.host)).toEqual(['a.example', 'b.example', 'c.example', 'z.example']);
    expect(links[2]).toEqual({
      url: new URL('http://c.example/f'),
      priority: 5,
      preferred: false,
      location: 'gb',
      depth: 2,
    });
    expect(links[3]).toMatchObject({ priority: 999_999, location: null, depth: null });
  });

  test('relative targets are of the reply’s own address; no sign-in, no fragment', () => {
    expect(urls('<../mirror/file.bin?a=1#x>; rel=duplicate')).toEqual(['https://origin.example/mirror/file.bin?a=1']);
    expect(urls('<http://user:pass@m.example/>; rel="alternate duplicate"')).toEqual(['http://m.example/']);
  });

  test.each([
    ['another relation', '<http://m.example/>; rel=describedby'],
    ['no relation', '<http://m.example/>'],
    ['about another resource', '<http://m.example/>; rel=duplicate; anchor="#other"'],
    ['another scheme', '<ftp://m.example/>; rel=duplicate, <javascript:0>; rel=duplicate'],
    ['no brackets', 'http://m.example/; rel=duplicate'],
    ['not closed', '<http://m.example/; rel=duplicate'],
    ['only the first rel counts', '<http://m.example/>; rel=next; rel=duplicate'],
  ])('%s: none', (_, link) => {
    expect(urls(link)).toEqual([]);
  });

  test('quoted strings may hold commas, semicolons and quotes', () => {
    const [first, second] = parseLinks('<a,b>; title="x; \\"y\\", <z>"; rel=duplicate , <c>;rel="duplicate"');
    expect(first).toEqual({
      target: 'a,b',
      parameters: new Map([
        ['title', 'x; "y", <z>'],
        ['rel', 'duplicate'],
      ]),
    });
    expect(second?.target).toBe('c');
  });

  test('what comes after a malformed link is not guessed at', () => {
    expect(urls('<http://a.example/>; rel=duplicate, <http://b.example/> rel=duplicate, <c>; rel=duplicate')).toEqual([
      'http://a.example/',
    ]);
  });

  test('any text: http addresses or none, in linear time', () => {
    const words = fc.constantFrom(
      '<',
      '>',
      ';',
      ',',
      '"',
      '\\',
      '=',
      ' ',
      'rel=duplicate',
      'pri=1',
      'http://m.example/',
      'pref',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (link) => {
        for (const url of urls(link)) expect(url).toMatch(/^https?:/);
      }),
    );
    const begun = performance.now();
    for (const unit of ['<', ' ', ';', '<a>;', '<a>; "', '<a>;x="\\', ',<a>; rel=duplicate']) urls(unit.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
