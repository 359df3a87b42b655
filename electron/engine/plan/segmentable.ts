import type { SingleStreamReason } from '../../../shared/download.ts';

/** Neither half of a split is smaller than this: below it a new connection costs more than it brings. Bytes. */
export const MIN_SPLIT_BYTES = 256 * 1024;

export interface SplitFacts {
  /** Bytes, or `null` when the server did not say. */
  readonly sizeBytes: number | null;
  /** The reply has a Content-Encoding: its ranges would be of the coded form. */
  readonly encoded: boolean;
  /** `honoured`: a 206 was seen. `claimed`: a 200 that says `Accept-Ranges: bytes`. `no`: neither, or found to lie. */
  readonly ranges: 'honoured' | 'claimed' | 'no';
}

/** May this file be fetched in several segments? `true`, or the first reason why not. */
export function segmentable(facts: SplitFacts): true | SingleStreamReason {
  if (facts.encoded) return 'encoded';
  if (facts.sizeBytes === null) return 'no-length';
  if (facts.ranges === 'no') return 'no-ranges';
  if (facts.sizeBytes < 2 * MIN_SPLIT_BYTES) return 'too-small';
  return true;
}
