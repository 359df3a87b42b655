import type { ByteRange } from '../../../shared/ranges.ts';
import type { DigestRules } from './digest-guard.ts';
import type { RecordedRequest } from './request-log.ts';

/**
 * Which requests a scenario acts on; every field narrows, none means all. Requests are counted per path from 1.
 * `times` counts the replies it has acted on.
 */
export interface Aim {
  readonly on?: number | readonly number[] | ((request: RecordedRequest) => boolean);
  /** This request number and all later ones. */
  readonly from?: number;
  /** Requests whose range begins at an offset in here; one without a range begins at 0. */
  readonly offsets?: ByteRange;
  readonly times?: number;
}

/** A point in a reply: after so many body bytes of it (default 0), or at this offset of the file if it covers it. */
export interface Point {
  readonly after?: number;
  readonly atOffset?: number;
}

/** `Location` values; several are taken in turn, request by request. */
interface Redirect {
  readonly to: string | readonly string[];
  /** Default 302. */
  readonly status?: number;
}

/** A raw `Content-Disposition`, one character per byte on the wire (latin1). Each scenario has a typical one. */
interface Name {
  readonly contentDisposition?: string;
}

interface Parameters {
  // Connections that break.
  'conn-reset-mid': Point;
  'fin-short-body': Point;
  'stalled-no-fin': Point;
  /** Full speed up to the point, then this many bytes a second (default 10). */
  'slow-loris': Point & { readonly bytesPerSecond?: number };
  'accept-then-silence': object;
  'headers-then-silence': object;

  // Bodies that are not as long as they claim.
  /**
   * `extra` bytes too many (default 1000). `undeclared`: after the announced length. `length`: counted in
   * Content-Length, not in Content-Range. `range`: counted in both, beyond the range asked for.
   */
  'long-body': { readonly extra?: number; readonly form?: 'undeclared' | 'length' | 'range' };
  /** Ends at FIN. With a point, ends there early, which nobody can tell from a complete body. */
  'no-content-length': Point;
  /** With a point: `close` ends there without the last chunk, `bad-size` sends a chunk size that is none. */
  chunked: Point & { readonly chunkBytes?: number; readonly fault?: 'close' | 'bad-size' };
  /** A file of 0 bytes. `form`: how a range request is answered (default `200`). */
  'zero-byte': { readonly form?: '200' | '416' };
  /** A file of `size` bytes (default 4 GiB + 1 MiB + 7), or one that claims `announce`, any decimal number. */
  '4gib': { readonly size?: number; readonly announce?: string };

  // Ranges.
  'range-ignored-200': object;
  /** 206 to a request without Range. */
  '206-unasked': { readonly contentRange?: boolean };
  /** Begins `shift` bytes late (default 1). `body`: only the bytes are wrong, the headers are as asked. */
  '206-wrong-start': { readonly shift?: number; readonly form?: 'header' | 'body' };
  /** Without Content-Range, or with `value` for one. */
  '206-no-content-range': { readonly value?: string };
  /** Total too large by `by` (default 1). */
  '206-wrong-total': { readonly by?: number };
  /** At most `bytes` of what was asked (default half), correctly announced. */
  '206-short-range': { readonly bytes?: number };
  '206-multipart': object;
  /** The byte at this offset of the file is another one; nothing in the headers tells. */
  'wrong-bytes': { readonly offset: number };
  /** 416 with the true size. Sent by itself too, when a range begins at or beyond the end. */
  '416-complete': object;
  /** 416 with another size (default one byte less); `null` for no Content-Range. */
  '416-other': { readonly total?: number | null };
  /** Ranges work for `allowed` replies at a time (default 1); further ones get the whole file with 200. */
  'ignores-range-on-extra-connections': { readonly allowed?: number };

  // Validators.
  /**
   * From the first request it acts on the path holds another file: seed + 1 and another ETag unless given.
   * `ignoreIfRange`: still 206 where If-Range asks for 200.
   */
  'etag-changed': {
    readonly etag?: string;
    readonly seed?: number;
    readonly size?: number;
    readonly ignoreIfRange?: boolean;
  };
  /** A weak ETag and no Last-Modified; `none`: no validator at all. */
  'etag-weak': { readonly none?: boolean };
  /** No ETag, and Last-Modified 30 s before Date. */
  'lm-not-strong': object;

  // Content codings, sent whatever Accept-Encoding says. The file must fit in memory.
  'gzip-range': object;
  /** `bomb`: expands to `expandsTo` bytes (default 1 GiB). */
  'bad-gzip': { readonly form?: 'corrupt' | 'truncated' | 'bomb'; readonly expandsTo?: number };

  // Statuses.
  /** `retryAfter`: seconds, or any text such as an HTTP date (default 1). Status 503 or 429. Once unless `times` says. */
  '503-retry-after': { readonly retryAfter?: number | string | null; readonly status?: 503 | 429 };
  /** Once, unless `times` says otherwise. */
  '5xx-once': { readonly status?: 500 | 502 | 504 };
  /** Once the path has sent `afterBytes` body bytes (default: at once). */
  '403-midway': { readonly status?: 401 | 403 | 410; readonly afterBytes?: number };
  '404-then-mirror': object;
  /** 401 until the request is signed by Digest. */
  'digest-sign-in': DigestRules;
  /** 200 with a sign-in page. */
  'captive-portal': { readonly html?: string };
  /** At most `limit` replies at a time; further ones are refused with `status` (default 503) or a reset. */
  'server-allows-N-connections': {
    readonly limit: number;
    readonly status?: 503 | 429 | 403;
    readonly form?: 'status' | 'reset';
    readonly retryAfter?: number | string | null;
  };

  // Redirects.
  /** Round a circle of `length` addresses (default 2), or `endless`: always on to a new one. */
  'redirect-loop': { readonly length?: number; readonly endless?: boolean };
  'redirect-cross-host-auth': Redirect;
  'redirect-downgrade': Redirect;
  'redirect-new-target': Redirect;
  /** Several Location headers; `['']` is a blank one, `[]` none. */
  'two-locations': { readonly locations: readonly string[] };

  // Headers.
  /** `long`: one header of `bytes` (default 1 MiB); `many`: as many bytes in small headers; the others: bad syntax. */
  'header-flood': { readonly form?: 'long' | 'many' | 'nul' | 'no-colon' | 'folded'; readonly bytes?: number };
  'name-traversal': Name;
  'name-reserved': Name;
  'name-bidi': Name;
  'name-long': Name;
  'name-encodings': Name;
  'danger-type': Name;
}

/** The ids of the fault catalogue, and a few of this server's own. */
export type ScenarioId = keyof Parameters;

export type ScenarioOf<Id extends ScenarioId> = { readonly id: Id } & Parameters[Id] & Aim;

/** One misbehaviour with its parameters and its aim. */
export type Scenario = { [Id in ScenarioId]: ScenarioOf<Id> }[ScenarioId];

/** @param used how many replies the scenario has acted on so far. */
export function isAimedAt(aim: Aim, request: RecordedRequest, used: number): boolean {
  if (aim.times !== undefined && used >= aim.times) return false;
  if (aim.from !== undefined && request.number < aim.from) return false;
  if (aim.offsets) {
    const start = request.range?.start ?? 0;
    if (start < aim.offsets.start || start >= aim.offsets.end) return false;
  }
  if (aim.on === undefined) return true;
  if (typeof aim.on === 'function') return aim.on(request);
  return typeof aim.on === 'number' ? request.number === aim.on : aim.on.includes(request.number);
}
