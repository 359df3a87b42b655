import { afterAll, describe, expect, it } from 'vitest';
import { loadVectors, reportScore, vectorsTitle } from '../testing/vectors.ts';
import { parseContentLength, parseContentRange } from './content-range.ts';
import { formatRange } from './range.ts';
import { parseRetryAfter } from './retry-after.ts';
import { rangesAsked } from '../testing/range-request.ts';
import { strongValidator } from './validators.ts';
import { header } from './values.ts';

interface RangeVectors {
  contentRange: {
    id: string;
    contentRange?: string;
    rawHead?: string;
    valid: boolean;
    first?: number | null;
    last?: number | null;
    total?: number | null;
  }[];
  contentLength: {
    id: string;
    rawHead?: string;
    headerLines?: string;
    contentLength?: number | null;
    serverBodyBytes?: number;
    expectedBodyBytes?: number | null;
  }[];
  strongValidators: { id: string; rawHead: string; strongValidator: boolean }[];
  retryAfter: { id: string; retryAfter: string; now: string; seconds: number | null }[];
  rangeRequest: { id: string; range: string; size: number; ranges: { start: number; length: number }[] | null }[];
  serverFileRange: { id: string; range: string; fileLength: number; status: number; rangesHalfOpen: number[][] }[];
}

const loaded = loadVectors('ranges.json');
const vectors = (loaded ?? {
  contentRange: [],
  contentLength: [],
  strongValidators: [],
  retryAfter: [],
  rangeRequest: [],
  serverFileRange: [],
}) as RangeVectors;

function fieldsOf(head: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const line of head.split(/\r?\n/)) {
    const match = /^([A-Za-z-]+):(.*)$/s.exec(line);
    if (match?.[1]) (fields[match[1].toLowerCase()] ??= []).push(match[2] ?? '');
  }
  return fields;
}

const score = { held: 0, rows: 0 };

/** The ids of the rows that do not hold. */
function failures<Row extends { id: string }>(rows: readonly Row[], holds: (row: Row) => boolean): string[] {
  const failed = rows.filter((row) => !holds(row)).map((row) => row.id);
  score.rows += rows.length;
  score.held += rows.length - failed.length;
  return failed;
}

describe.skipIf(loaded === null)(vectorsTitle('range vectors', loaded), () => {
  afterAll(() => reportScore('ranges.json', score.held, score.rows));

  it('Content-Range', () => {
    const wrong = failures(vectors.contentRange, (row) => {
      const value = row.contentRange ?? header(fieldsOf(row.rawHead ?? ''), 'content-range') ?? '';
      const range = parseContentRange(value);
      const satisfied = range && 'start' in range ? range : null;
      if (!row.valid) return satisfied === null;
      return satisfied?.start === row.first && satisfied?.end === (row.last ?? 0) + 1 && satisfied.total === row.total;
    });
    expect(wrong).toEqual([]);
  });

  it('Content-Length', () => {
    const wrong = failures(vectors.contentLength, (row) => {
      const value = header(fieldsOf(row.rawHead ?? row.headerLines ?? ''), 'content-length');
      const length = value === null ? null : parseContentLength(value);
      if (row.headerLines === undefined) return length === row.contentLength;
      // `null` is a refusal, always safe; a number must be the one that a browser reads by.
      return length === null
        ? /[^\d\s,]|^$/.test(value ?? '') || row.expectedBodyBytes === null
        : length === row.expectedBodyBytes;
    });
    expect(wrong).toEqual([]);
  });

  it('strong validators', () => {
    const wrong = failures(vectors.strongValidators, (row) => {
      return (strongValidator(fieldsOf(row.rawHead)) !== null) === row.strongValidator;
    });
    expect(wrong).toEqual([]);
  });

  it('Retry-After', () => {
    const wrong = failures(vectors.retryAfter, (row) => {
      const ms = parseRetryAfter(row.retryAfter, Date.parse(row.now));
      return ms === (row.seconds === null ? null : row.seconds * 1000);
    });
    expect(wrong).toEqual([]);
  });

  it('Range, as we ask and as our test server reads it', () => {
    const wrong = failures(vectors.rangeRequest, (row) => {
      const ranges = rangesAsked(row.range, row.size);
      if (row.ranges === null) return ranges === null;
      const expected = row.ranges.map(({ start, length }) => ({ start, end: start + length }));
      const [only] = expected;
      const asWeAsk =
        expected.length !== 1 || !only || rangesAsked(formatRange(only.start, only.end), row.size)?.length === 1;
      return asWeAsk && JSON.stringify(ranges) === JSON.stringify(expected);
    });
    const wrongStatus = failures(vectors.serverFileRange, (row) => {
      const ranges = rangesAsked(row.range, row.fileLength);
      const status = ranges === null ? 200 : ranges.length === 0 ? 416 : 206;
      const halfOpen = (ranges ?? []).map(({ start, end }) => [start, end]);
      return status === row.status && JSON.stringify(halfOpen) === JSON.stringify(row.rangesHalfOpen);
    });
    expect([...wrong, ...wrongStatus]).toEqual([]);
  });
});
