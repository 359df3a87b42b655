import { SluiceError } from '../../../shared/failures.ts';
import { parseContentLength, parseContentRange } from '../headers/content-range.ts';
import { parseRetryAfter } from '../headers/retry-after.ts';
import { header } from '../headers/values.ts';
import { weakEtagMatch, type Validator } from '../headers/validators.ts';
import type { ReplyHead } from '../http/transport.ts';
import { statusFailure } from '../retry/status-failure.ts';

/** What is already known of the file, to hold a reply against. */
export interface Expectation {
  /** First byte asked for; `null` when no Range was sent. */
  readonly start: number | null;
  /** Size of the whole file in bytes, or `null` when not known yet. */
  readonly sizeBytes: number | null;
  /** What was sent as If-Range, or `null`. */
  readonly validator: Validator | null;
  /** ETag of the first reply, strong or weak. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Type and subtype of the file, lower case, or `null` when not known. */
  readonly mediaType: string | null;
}

/**
 * `same`: its size and validators are those of the file; `other`: a validator says that it is another version; `unknown`:
 * nothing proves either (a file without validators, or a page that is not the file at all).
 */
export type Version = 'same' | 'other' | 'unknown';

/** What a reply is, decided before the first byte of its body is taken. Offsets in bytes, ends exclusive. */
export type Verdict =
  /** The bytes asked for, from the right offset; they end at `end` (which may be short of what was asked). */
  | { readonly kind: 'range'; readonly end: number; readonly total: number | null }
  /** A whole body from its first byte; `version` is how it compares to the file already begun. */
  | { readonly kind: 'whole'; readonly size: number | null; readonly version: Version }
  /** 416: nothing at this offset. */
  | { readonly kind: 'unsatisfiable'; readonly total: number | null }
  /** Another version of the file. */
  | { readonly kind: 'changed'; readonly detail: string }
  /** A partial reply that cannot be trusted. */
  | { readonly kind: 'broken'; readonly detail: string }
  | { readonly kind: 'refused'; readonly error: SluiceError; readonly retryAfterMs: number | null };

const broken = (detail: string): Verdict => ({ kind: 'broken', detail });
const changed = (detail: string): Verdict => ({ kind: 'changed', detail });

/** @param nowEpochMs wall clock, for a Retry-After that is a date */
export function checkReply(head: ReplyHead, expected: Expectation, nowEpochMs: number): Verdict {
  switch (head.status) {
    case 206:
      return checkPartial(head, expected);
    case 200:
      return checkWhole(head, expected);
    case 416: {
      const range = parseContentRange(header(head.headers, 'content-range') ?? '');
      return { kind: 'unsatisfiable', total: range && 'unsatisfied' in range ? range.unsatisfied : null };
    }
    default: {
      const retryAfter = header(head.headers, 'retry-after');
      const retryAfterMs = retryAfter === null ? null : parseRetryAfter(retryAfter, nowEpochMs);
      return { kind: 'refused', error: statusFailure(head.status), retryAfterMs };
    }
  }
}

function checkPartial(head: ReplyHead, expected: Expectation): Verdict {
  if (expected.start === null) return broken('A 206 came without a Range having been asked for');
  const mediaType = header(head.headers, 'content-type') ?? '';
  if (/^\s*multipart\/byteranges/i.test(mediaType)) return broken('multipart/byteranges came for a single range');
  const value = header(head.headers, 'content-range');
  const range = value === null ? null : parseContentRange(value);
  if (!range || 'unsatisfied' in range) return broken(`Content-Range is ${value === null ? 'missing' : 'malformed'}`);
  if (range.start !== expected.start) {
    return broken(`Asked from ${String(expected.start)}, Content-Range begins at ${String(range.start)}`);
  }
  if (expected.sizeBytes !== null && range.total !== null && range.total !== expected.sizeBytes) {
    return changed(`The size went from ${String(expected.sizeBytes)} to ${String(range.total)} bytes`);
  }
  if (isEncoded(head)) return broken('A partial reply came with a Content-Encoding');
  const difference = validatorDifference(head, expected);
  if (difference !== null) return changed(difference);
  return { kind: 'range', end: range.end, total: range.total };
}

function checkWhole(head: ReplyHead, expected: Expectation): Verdict {
  const length = header(head.headers, 'content-length');
  const chunked = header(head.headers, 'transfer-encoding') !== null;
  const size = length === null || chunked ? null : parseContentLength(length);
  if (length !== null && !chunked && size === null) {
    return { kind: 'refused', error: new SluiceError('bad-reply', `Content-Length ${length}`), retryAfterMs: null };
  }
  const begun = expected.sizeBytes !== null || expected.etag !== null || expected.lastModified !== null;
  // The length of a coded body says nothing of the file, and its bytes are not the file's.
  if (begun && isEncoded(head)) return broken('The whole file came with a Content-Encoding');
  return { kind: 'whole', size, version: compareVersion(head, size, expected) };
}

function compareVersion(head: ReplyHead, size: number | null, expected: Expectation): Version {
  // A page where a file of another type was: a portal or a sign-in, whatever validators it bears.
  const page = /^\s*text\/html\b/i.test(header(head.headers, 'content-type') ?? '');
  if (page && expected.mediaType !== null && expected.mediaType !== 'text/html') return 'unknown';
  if (validatorDifference(head, expected) !== null) return 'other';
  if (expected.sizeBytes !== null && size !== expected.sizeBytes) return 'unknown';
  const proved =
    (expected.etag !== null && header(head.headers, 'etag') !== null) ||
    (expected.lastModified !== null && header(head.headers, 'last-modified') !== null);
  return proved ? 'same' : 'unknown';
}

/** Why the reply is of another version, or `null`. A validator that only one side has proves nothing. */
function validatorDifference(head: ReplyHead, expected: Expectation): string | null {
  const etag = header(head.headers, 'etag');
  if (etag !== null && expected.etag !== null) {
    return weakEtagMatch(etag, expected.etag) ? null : `The ETag went from ${expected.etag} to ${etag}`;
  }
  const lastModified = header(head.headers, 'last-modified');
  if (lastModified !== null && expected.lastModified !== null && lastModified !== expected.lastModified) {
    return `Last-Modified went from ${expected.lastModified} to ${lastModified}`;
  }
  return null;
}

/** Whether the body is in a coded form (RFC 9110 section 8.4). */
export function isEncoded(head: ReplyHead): boolean {
  const coding = header(head.headers, 'content-encoding');
  return coding !== null && !/^\s*(identity)?\s*$/i.test(coding);
}
