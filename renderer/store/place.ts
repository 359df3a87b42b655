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

/**
 * Where rows go that are let go of before the row at `index`: next to the first one there that is not itself moved.
 * `null` when they would stay where they are.
 * @param ids what is shown, in list order
 */
export function dropPlace(ids: readonly string[], moving: ReadonlySet<string>, index: number): Place | null {
  const places = ids.flatMap((id, place) => (moving.has(id) ? place : []));
  const [first = -1] = places;
  const together = places.every((place, nth) => place === first + nth);
  if (together && index >= first && index <= first + places.length) return null;
  const next = ids.slice(index).find((id) => !moving.has(id));
  if (next !== undefined) return { before: next };
  const last = ids.findLast((id) => !moving.has(id));
  return last === undefined ? null : { after: last };
}

/** Which number the first of the moved ones has among those that wait with it, after they went to `place`. */
export function rankAfter(
  downloads: readonly Pick<DownloadSnapshot, 'id' | 'status'>[],
  moving: ReadonlySet<string>,
  place: Place,
): { readonly rank: number; readonly of: number } {
  const waiting = downloads.filter(({ id, status }) => status !== 'finished' || moving.has(id));
  const others = waiting.filter(({ id }) => !moving.has(id));
  const at = (id: string): number => others.findIndex((other) => other.id === id);
  const before =
    place === 'top'
      ? 0
      : place === 'bottom'
        ? others.length
        : 'before' in place
          ? at(place.before)
          : at(place.after) + 1;
  return { rank: before + 1, of: waiting.length };
}
