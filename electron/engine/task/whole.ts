import { SluiceError } from '../../../shared/failures.ts';
import type { Run } from '../checkpoint/journal.ts';
import { hasHoles } from '../disk/volume.ts';
import { findDamagedRuns } from '../verify/verify.ts';

/**
 * Makes sure that a file of `size` bytes was not cut and grown again between two looks: it would have holes. Compressing
 * file systems have some too, so the CRCs of `runs` decide.
 * @throws {SluiceError} `part-vanished`
 */
export async function assertWhole(path: string, size: number, runs: readonly Run[]): Promise<void> {
  if (!(await hasHoles(path, size))) return;
  const damaged = await findDamagedRuns(path, runs, new AbortController().signal);
  if (damaged === null || damaged.length > 0)
    throw new SluiceError('part-vanished', 'Bytes that were written are not in the part file any more');
}
