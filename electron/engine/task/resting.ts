import type { SegmentSnapshot } from '../../../shared/download.ts';
import { missingRanges, normalizeRanges } from '../../../shared/ranges.ts';
import type { DownloadRecord } from '../types.ts';
import { restingViews } from './segment-views.ts';
import { recordedRanges } from './target.ts';

/** The segments of a download that is not running, from the checkpoint of an earlier run; `null` when there is none. */
export async function loadResting(
  directory: string,
  { named, fileName, sizeBytes, status }: DownloadRecord,
): Promise<SegmentSnapshot[] | null> {
  if (!named || status === 'finished' || sizeBytes === null) return null;
  const ranges = await recordedRanges(directory, fileName);
  if (!ranges) return null;
  const covered = normalizeRanges(ranges);
  return restingViews(covered, missingRanges({ start: 0, end: sizeBytes }, covered));
}
