import type { DownloadSnapshot, SegmentSnapshot } from '../../shared/download.ts';
import { assertNever } from '../../shared/status.ts';

/** What a bar draws. Pure data, so that what is seen can be tested without a canvas. */
export interface BarModel {
  /**
   * `flow`: bytes move. `still`: they don't, and nobody tries. `verify`: all are there and are being checked.
   * `unknown`: bytes move, but how many there will be is not known.
   */
  readonly mode: 'flow' | 'still' | 'verify' | 'unknown';
  /** Length of the whole bar in bytes, at least 1. */
  readonly total: number;
  readonly segments: readonly SegmentSnapshot[];
  /** Bytes verified; with `unknown`, bytes received. */
  readonly bytes: number;
  /** Segments come from several sources: each is marked with its own. */
  readonly marked: boolean;
}

type Source = Pick<
  DownloadSnapshot,
  'status' | 'sizeBytes' | 'segments' | 'receivedBytes' | 'verifiedBytes' | 'bytesPerSecond'
>;

/** The sources that segments come from, in their order; empty with only one. */
export function sourcesOf(segments: readonly SegmentSnapshot[]): readonly number[] {
  const found = new Set(segments.flatMap(({ source }) => source ?? []));
  return found.size < 2 ? [] : [...found].sort((a, b) => a - b);
}

/** `null` for a finished download: the bar has done its work. */
export function barModel(download: Source): BarModel | null {
  const model = unmarked(download);
  return model && { ...model, marked: sourcesOf(download.segments).length > 0 };
}

function unmarked(download: Source): Omit<BarModel, 'marked'> | null {
  const total = Math.max(1, download.sizeBytes ?? 1);
  const { segments } = download;
  switch (download.status) {
    case 'finished':
      return null;
    case 'verifying':
      return { mode: 'verify', total, segments: whole(segments, total, total), bytes: download.verifiedBytes };
    case 'probing':
    case 'downloading':
      if (download.sizeBytes === null) {
        const mode = download.receivedBytes > 0 ? 'unknown' : 'flow';
        return { mode, total, segments: whole([], total, 0), bytes: download.receivedBytes };
      }
      return { mode: 'flow', total, segments: whole(segments, total, 0), bytes: 0 };
    case 'queued':
    case 'paused':
    case 'failed': {
      const known = download.sizeBytes !== null;
      return {
        mode: 'still',
        total,
        segments: whole(known ? segments : [], total, known ? download.receivedBytes : 0),
        bytes: 0,
      };
    }
    default:
      return assertNever(download.status);
  }
}

/** A bar without segments is one piece, filled as far as is known. */
function whole(segments: readonly SegmentSnapshot[], total: number, filled: number): readonly SegmentSnapshot[] {
  if (segments.length > 0) return segments;
  const state = filled >= total ? 'done' : 'idle';
  const position = Math.min(filled, total);
  const unknown = { bytesPerSecond: 0, attempts: 0, host: null, source: null, httpVersion: null, retryAt: null };
  return [{ id: 0, start: 0, end: total, position, state, ...unknown }];
}

/** One segment on the bar, in CSS pixels. */
export interface Piece {
  readonly id: number;
  readonly state: SegmentSnapshot['state'];
  readonly x: number;
  readonly width: number;
  /** How much of `width` is done. */
  readonly filled: number;
  readonly source: number | null;
}

/**
 * Where each segment lies on a bar of `width` CSS pixels. Neighbours are set apart by up to 2 px, less when they are
 * narrow, so that 64 segments in a small column still show how full they are. `step` is the size of a device pixel.
 */
export function layOut(segments: readonly SegmentSnapshot[], total: number, width: number, step: number): Piece[] {
  const scale = width / total;
  const snap = (value: number): number => Math.round(value / step) * step;
  const last = segments.length - 1;
  return segments.map((segment, index) => {
    const x = snap(segment.start * scale);
    const outer = Math.max(step, snap(segment.end * scale) - x);
    const gap = index === last ? 0 : Math.min(2, Math.floor((outer * 0.2) / step) * step);
    const inner = outer - gap;
    const length = segment.end - segment.start;
    const share = length === 0 ? 1 : (segment.position - segment.start) / length;
    const filled = Math.max(0, Math.min(1, share)) * inner;
    return { id: segment.id, state: segment.state, x, width: inner, filled, source: segment.source };
  });
}

/** For tests of the whole app: `start-position-end` of each segment. */
export const positionsOf = (segments: readonly SegmentSnapshot[]): string =>
  segments.map(({ start, position, end }) => `${String(start)}-${String(position)}-${String(end)}`).join(' ');
