import type { DownloadSnapshot } from '../../shared/download.ts';
import type { Place } from '../../shared/queue.ts';

export const STEPS = ['top', 'up', 'down', 'bottom'] as const;
export type Step = (typeof STEPS)[number];

/**
 * Where downloads go when they are moved by a step: past the next one that is not finished, since only those are in
 * anybody's way. `null` when they are there already.
 * @param downloads in list order
 */
export function placeOf(
  downloads: readonly Pick<DownloadSnapshot, 'id' | 'status'>[],
  moving: ReadonlySet<string>,
  step: Step,
): Place | null {
  if (step === 'top' || step === 'bottom') return step;
  const list = downloads.filter(({ id, status }) => status !== 'finished' || moving.has(id));
  if (step === 'up') {
    const before = list[list.findIndex(({ id }) => moving.has(id)) - 1];
    return before ? { before: before.id } : null;
  }
  const after = list[list.findLastIndex(({ id }) => moving.has(id)) + 1];
  return after ? { after: after.id } : null;
}
