import type { Scenario } from './scenario.ts';
import type { RecordedRequest } from './request-log.ts';

/** What a path serves. Everything but the size has a default; `null` leaves the header out. */
export interface FileSpec {
  /** Bytes. */
  readonly size: number;
  /** Which bytes: see `seededBytes`. Default 1. */
  readonly seed?: number;
  /** As sent, with quotes. Default: a strong one that names seed and size. */
  readonly etag?: string | null;
  readonly lastModified?: Date | null;
  readonly contentType?: string | null;
  /** Raw, one character per byte on the wire (latin1). */
  readonly contentDisposition?: string | null;
  /** Default true; false never answers 206 and says so. */
  readonly ranges?: boolean;
  /** Further headers, as sent, on every 200 and 206. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Per reply; `null` for no limit. Asked at the start of each reply. */
  readonly bytesPerSecond?: Rate;
  /** Time from request to reply, ms. */
  readonly latencyMs?: number;
  /** Applied in order; each acts on what the one before left. */
  readonly scenarios?: readonly Scenario[];
}

/** Bytes per second; by request for uneven connections, e.g. `(r) => r.connection % 5 === 0 ? 1e6 : 12e6`. */
export type Rate = number | null | ((request: RecordedRequest) => number | null);

/** One version of a file. */
export interface Entity {
  readonly size: number;
  readonly seed: number;
  readonly etag: string | null;
  readonly lastModified: Date | null;
  readonly contentType: string | null;
  readonly contentDisposition: string | null;
  readonly ranges: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Answers 416 to any range of an empty file, as RFC 9110 section 14.1.2 has it; else 200. */
  readonly emptyIs416: boolean;
  readonly ignoresIfRange: boolean;
}

const LONG_AGO = new Date('2024-01-01T00:00:00Z');

export function entityOf(spec: FileSpec): Entity {
  const seed = spec.seed ?? 1;
  return {
    size: spec.size,
    seed,
    etag: spec.etag === undefined ? `"${seed.toString(16)}-${spec.size.toString(16)}"` : spec.etag,
    lastModified: spec.lastModified === undefined ? LONG_AGO : spec.lastModified,
    contentType: spec.contentType === undefined ? 'application/octet-stream' : spec.contentType,
    contentDisposition: spec.contentDisposition ?? null,
    ranges: spec.ranges ?? true,
    headers: spec.headers ?? [],
    emptyIs416: false,
    ignoresIfRange: false,
  };
}
