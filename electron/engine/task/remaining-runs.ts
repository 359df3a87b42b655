import type { ByteRange } from '../../../shared/ranges.ts';
import type { Crc32, Run } from '../checkpoint/journal.ts';
import { without } from '../sources/ledger.ts';
import type { PartFile } from '../write/part-file.ts';

/** What is left of `runs` without `gone`; a run that is cut gets the CRCs of its pieces from the file. */
export async function remainingRuns(
  runs: readonly Run[],
  gone: readonly ByteRange[],
  file: PartFile,
  crc32: Crc32,
): Promise<Run[]> {
  const left: Run[] = [];
  for (const run of runs) {
    const pieces = without(run, gone);
    const whole = pieces.length === 1 && pieces[0]?.start === run.start && pieces[0].end === run.end;
    if (whole) left.push(run);
    else
      for (const { start, end } of pieces)
        left.push({ start, end, crc: crc32(await file.read(start, end - start), 0) });
  }
  return left;
}
