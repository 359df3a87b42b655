import { PRIORITIES, type Priority } from '../../../shared/queue.ts';

/** Downloads that wait for the same: of one queue, from one host, of one priority. Only the first can be next. */
export interface Line {
  readonly queueId: string;
  readonly host: string;
  readonly priority: Priority;
  /** Position in the list of the first of them. */
  readonly first: number;
}

/** Whether all that a line's first download needs is free. */
export type HasRoom = (line: Line) => boolean;
/** When the line's host was last given a place in its queue: a number that grows; 0 for never. */
export type ServedAt = (line: Line) => number;

/**
 * Which line's first download starts next, or `null` when none can. The highest priority with one that can; of these the
 * first in the list. If an earlier one of that priority is held up, the hosts with room take turns instead: otherwise
 * the places that a busy host leaves free would all go to whichever other host is listed next.
 */
export function chooseLine<One extends Line>(lines: Iterable<One>, hasRoom: HasRoom, servedAt: ServedAt): One | null {
  const byPriority = new Map<Priority, { heldUp: number; free: One[] }>(
    PRIORITIES.map((priority) => [priority, { heldUp: Infinity, free: [] }]),
  );
  for (const line of lines) {
    const group = byPriority.get(line.priority);
    if (!group) continue;
    if (hasRoom(line)) group.free.push(line);
    else group.heldUp = Math.min(group.heldUp, line.first);
  }
  for (const { heldUp, free } of byPriority.values()) {
    const earliest = least(free, ({ first }) => first);
    if (!earliest) continue;
    if (earliest.first < heldUp) return earliest;
    const longestAgo = Math.min(...new Set(free.map(servedAt)));
    return least(
      free.filter((line) => servedAt(line) === longestAgo),
      ({ first }) => first,
    );
  }
  return null;
}

function least<One>(all: readonly One[], valueOf: (one: One) => number): One | null {
  let best: One | null = null;
  for (const one of all) if (best === null || valueOf(one) < valueOf(best)) best = one;
  return best;
}
