import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHostMatch, hostPatternOf, hostRuleSchema, readHostPattern } from './host-rules.ts';

const at = (text: string) => {
  const [, scheme = 'http', hostname = '', port = ''] =
    /^(?:([a-z]+):\/\/)?(\[.*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  return { protocol: `${scheme}:`, hostname, port };
};
const chosen = (patterns: readonly string[], link: string): string | null =>
  createHostMatch(patterns.map((pattern) => ({ pattern })))(at(link))?.pattern ?? null;

describe('a pattern', () => {
  it.each([
    ['example.org', 'example.org', true],
    ['example.org', 'EXAMPLE.org:8080', true],
    ['example.org', 'www.example.org', false],
    ['example.org', 'example.org.evil.test', false],
    ['*.example.org', 'a.b.example.org', true],
    ['*.example.org', 'example.org', true],
    ['*.example.org', 'badexample.org', false],
    ['cdn*.example.org', 'cdn7.example.org', true],
    ['example.org:8080', 'example.org:8080', true],
    ['example.org:8080', 'example.org', false],
    ['example.org:80', 'http://example.org', true],
    ['example.org:443', 'https://example.org', true],
    ['example.org:21', 'ftp://example.org', true],
    ['example.org:990', 'ftps://example.org', true],
    ['example.org:21', 'ftpes://example.org', true],
    ['example.org:80', 'ftpes://example.org', false],
    ['[::1]:8080', '[::1]:8080', true],
    ['*', 'anything.at.all', true],
  ])('%s for %s: %s', (pattern, link, matches) => {
    expect(chosen([pattern], link) !== null).toBe(matches);
  });
  it.each(['', ' ', 'a b', 'http://x', 'x/y', 'x:0', 'x:65536', 'user@x', 'x?y'])('%j is none', (text) => {
    expect(readHostPattern(text)).toBeNull();
  });
  it('is taken out of a pasted link', () => {
    expect(hostPatternOf(' https://u:p@Example.org:8443/a?b#c ')).toBe('example.org:8443');
    expect(hostPatternOf('*.example.org')).toBe('*.example.org');
  });
});

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/);
const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
/** A pattern that matches a host: some of its letters are what `*` stands for. */
const patternFor = (name: string, port: number) =>
  fc.tuple(fc.nat(name.length), fc.nat(name.length), fc.boolean(), fc.boolean()).map(([a, b, wild, ported]) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    return `${wild ? `${name.slice(0, from)}*${name.slice(to)}` : name}${ported ? `:${String(port)}` : ''}`;
  });
const situation = fc
  .tuple(host, fc.integer({ min: 1024, max: 65_535 }))
  .chain(([name, port]) =>
    fc.tuple(fc.constant(`${name}:${String(port)}`), fc.uniqueArray(patternFor(name, port), { minLength: 1 }), host),
  );

describe('of several that match', () => {
  it('one that names the host wins, with its port before without', () => {
    fc.assert(
      fc.property(situation, ([link, patterns]) => {
        const name = link.slice(0, link.lastIndexOf(':'));
        expect(chosen([...patterns, name, link], link)).toBe(link);
        expect(chosen([...patterns.filter((pattern) => pattern !== link), name], link)).toBe(name);
      }),
    );
  });
  it('the order of the list never lets a wider one win', () => {
    fc.assert(
      fc.property(situation, ([link, patterns]) => {
        const wider = patterns.map((pattern) => `*${pattern}`).filter((pattern) => !patterns.includes(pattern));
        const [first, second] = [chosen([...wider, ...patterns], link), chosen([...patterns, ...wider], link)];
        for (const winner of [first, second]) expect(patterns).toContain(winner);
      }),
    );
  });
  it('and none that does not match is ever chosen', () => {
    fc.assert(
      fc.property(situation, host, ([, patterns], other) => {
        const winner = chosen(patterns, other);
        if (winner !== null) expect(chosen([winner], other)).toBe(winner);
        else for (const pattern of patterns) expect(chosen([pattern], other)).toBeNull();
      }),
    );
  });
});

it('takes no header that a download sets itself, nor one that cannot be sent', () => {
  const rule = {
    ...{ id: 'a', pattern: 'x', connections: null, limitBytesPerSecond: null, userAgent: '', referrer: '' },
    ...{ proxy: '', directory: '', headers: {} },
  };
  expect(hostRuleSchema.safeParse(rule).success).toBe(true);
  for (const headers of [{ Range: 'bytes=0-' }, { 'a b': 'c' }, { 'X-A': 'b\r\nX-C: d' }]) {
    expect(hostRuleSchema.safeParse({ ...rule, headers }).success).toBe(false);
  }
  expect(hostRuleSchema.safeParse({ ...rule, proxy: 'http://u:p@proxy:1' }).success).toBe(false);
});
