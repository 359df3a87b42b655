/** So many links at once; a pattern or a list that stands for more is not taken. */
export const MAX_LINKS = 10_000;

/** One link that stands for many. */
export interface Batch {
  readonly pattern: string;
  readonly first: string;
  readonly last: string;
  /** Of links; may be beyond {@link MAX_LINKS}. */
  readonly count: number;
}

export interface Expanded {
  /** In order; a link without a pattern is itself. Empty when there are too many. */
  readonly links: readonly string[];
  readonly batches: readonly Batch[];
  /** How many links the text stands for; at most {@link MAX_LINKS} are taken. */
  readonly count: number;
}

/** `[1-9]`, `[001-120]`, `[a-f]`, each also with a step as in curl: `[0-100:10]`. IPv6 addresses in brackets never match. */
const RANGE = /\[(?:(\d{1,15})-(\d{1,15})|([a-z])-([a-z])|([A-Z])-([A-Z]))(?::([1-9]\d{0,8}))?\]/g;

interface Range {
  readonly count: number;
  at(index: number): string;
}

function numbers(from: string, to: string, step: number): Range {
  const start = Number(from);
  const end = Number(to);
  // Zeros in front mean that all are written with as many digits.
  const isPadded = (text: string): boolean => text.length > 1 && text.startsWith('0');
  const width = isPadded(from) || isPadded(to) ? Math.max(from.length, to.length) : 1;
  const direction = start <= end ? step : -step;
  return {
    count: Math.floor(Math.abs(end - start) / step) + 1,
    at: (index) => String(start + index * direction).padStart(width, '0'),
  };
}

function letters(from: string, to: string, step: number): Range {
  const start = from.charCodeAt(0);
  const end = to.charCodeAt(0);
  const direction = start <= end ? step : -step;
  return {
    count: Math.floor(Math.abs(end - start) / step) + 1,
    at: (index) => String.fromCharCode(start + index * direction),
  };
}

/** Text and ranges in turn; text first and last. */
function parse(link: string): { readonly texts: readonly string[]; readonly ranges: readonly Range[] } {
  const texts: string[] = [];
  const ranges: Range[] = [];
  let end = 0;
  for (const match of link.matchAll(RANGE)) {
    const [whole, n1, n2, lower1, lower2, upper1, upper2, step = '1'] = match;
    texts.push(link.slice(end, match.index));
    const range =
      n1 !== undefined && n2 !== undefined
        ? numbers(n1, n2, Number(step))
        : letters(lower1 ?? upper1 ?? '', lower2 ?? upper2 ?? '', Number(step));
    ranges.push(range);
    end = match.index + whole.length;
  }
  return { texts: [...texts, link.slice(end)], ranges };
}

/** The link at a place in the sequence; the rightmost range changes fastest. */
function linkAt({ texts, ranges }: ReturnType<typeof parse>, place: number): string {
  let rest = place;
  const values = ranges
    .toReversed()
    .map((range) => {
      const value = range.at(rest % range.count);
      rest = Math.floor(rest / range.count);
      return value;
    })
    .toReversed();
  return texts.map((text, index) => text + (values[index] ?? '')).join('');
}

/** Replaces each link that holds patterns by the links it stands for. */
export function expandLinks(links: readonly string[], max = MAX_LINKS): Expanded {
  const batches: Batch[] = [];
  let total = 0;
  const parts = links.map((link) => {
    const parsed = parse(link);
    const count = parsed.ranges.reduce((product, range) => product * range.count, 1);
    total += count;
    if (parsed.ranges.length > 0) {
      batches.push({ pattern: link, first: linkAt(parsed, 0), last: linkAt(parsed, count - 1), count });
    }
    return { link, parsed, count };
  });
  if (total > max) return { links: [], batches, count: total };
  const expanded = parts.flatMap(({ link, parsed, count }) =>
    parsed.ranges.length === 0 ? [link] : Array.from({ length: count }, (_, index) => linkAt(parsed, index)),
  );
  return { links: batches.length > 0 ? [...new Set(expanded)] : links, batches, count: total };
}
