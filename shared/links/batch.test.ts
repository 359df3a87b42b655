import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LINKS, expandLinks } from './batch.ts';

const expand = (link: string): readonly string[] => expandLinks([link]).links;

describe('expandLinks', () => {
  test.each([
    ['h/[1-3]', ['h/1', 'h/2', 'h/3']],
    ['h/[09-11].jpg', ['h/09.jpg', 'h/10.jpg', 'h/11.jpg']],
    ['h/[1-010]'.replace('010', '03'), ['h/01', 'h/02', 'h/03']],
    ['h/[3-1]', ['h/3', 'h/2', 'h/1']],
    ['h/[a-c]', ['h/a', 'h/b', 'h/c']],
    ['h/[C-A]', ['h/C', 'h/B', 'h/A']],
    ['h/[0-10:5]', ['h/0', 'h/5', 'h/10']],
    ['h/[a-g:3]', ['h/a', 'h/d', 'h/g']],
    ['h/[1-2]/[a-b]', ['h/1/a', 'h/1/b', 'h/2/a', 'h/2/b']],
    ['h/[7-7]', ['h/7']],
  ])('%s', (pattern, links) => {
    expect(expand(pattern)).toEqual(links);
  });

  test.each(['https://[2001:db8::1]/x', 'h/[a-F]', 'h/[1-]', 'h/[-]', 'h/[x]', 'h/[1-2:0]', 'h/[ab-cd]', 'h/x'])(
    'takes %s as it is',
    (link) => {
      expect(expandLinks([link])).toEqual({ links: [link], batches: [], count: 1 });
    },
  );

  test('says what each pattern stands for, among others', () => {
    expect(expandLinks(['h/a', 'h/img[001-120].jpg'])).toMatchObject({
      batches: [{ pattern: 'h/img[001-120].jpg', first: 'h/img001.jpg', last: 'h/img120.jpg', count: 120 }],
      count: 121,
    });
  });

  test('more than can be taken are counted, not made', () => {
    const huge = expandLinks(['h/[0-999999999999]/[a-z]']);
    expect(huge.links).toEqual([]);
    expect(huge.count).toBe(26e12);
    expect(huge.batches[0]?.last).toBe('h/999999999999/z');
    expect(expand(`h/[1-${String(MAX_LINKS)}]`)).toHaveLength(MAX_LINKS);
    expect(expand(`h/[1-${String(MAX_LINKS + 1)}]`)).toEqual([]);
  });

  test('any text: as many as counted, each once per place, and nothing left of the pattern', () => {
    const piece = fc.oneof(
      fc.constantFrom('x', '[', ']', '-', '[a-', 'é'),
      fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => `[${String(a)}-${String(b)}]`),
      fc.constantFrom('[a-e]', '[Z-X]', '[00-07:2]'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        const link = `h/${pieces.join('')}`;
        const { links, count, batches } = expandLinks([link]);
        if (count > MAX_LINKS) return;
        expect(links[0]).toBe(batches[0]?.first ?? link);
        expect(links.length).toBeLessThanOrEqual(count);
        if (batches.length > 0) expect(links.at(-1)).toBe(batches[0]?.last);
      }),
    );
  });
});
