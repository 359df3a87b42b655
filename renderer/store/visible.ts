import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DownloadSnapshot } from '../../shared/download.ts';
import type { Sort } from '../../shared/settings/view.ts';
import { STATUSES, type Status } from '../../shared/status.ts';
import type { Feed } from './feed.ts';
import type { Groups } from './groups.ts';
import { comparison, isLive, keepPlaces } from './order.ts';
import { matchesFilter, sortOf, type ViewStore } from './view.ts';

export interface VisibleState {
  /** The ids that are shown, in order. The same array as long as nothing about it changed. */
  readonly ids: readonly string[];
}
export type VisibleStore = StoreApi<VisibleState>;

type StatusNames = Readonly<Record<Status, string>>;

const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/** Sorted by a figure that moves, rows keep their places at least this long, ms: one has to be able to hit them. */
const LIVE_INTERVAL = 2000;

interface Parts {
  readonly feed: Feed;
  readonly view: ViewStore;
  readonly groups: Pick<Groups, 'matches'>;
  readonly statusNames: () => StatusNames;
  /** Monotonic, ms. */
  readonly now: () => number;
  /** Somebody points at rows: none may move from its place because a figure did. */
  readonly isHeld: () => boolean;
}

/**
 * Sorting and searching run only when something they depend on changed; for mere progress only when it is sorted by, and
 * then now and again. The order before is where the next sort starts: almost sorted already, 10,000 names then take one
 * comparison each.
 */
export function createVisible({ feed, view, groups, statusNames, now, isHeld }: Parts) {
  const store: VisibleStore = createStore<VisibleState>(() => ({ ids: [] }));
  let sorted: DownloadSnapshot[] = [];
  let sortedFor = '';
  let sortedBy = '';
  let shownFor = '';
  /** Counts the times a live order was taken anew. */
  let round = 0;
  let roundAt = -Infinity;

  function noteTime({ by }: Sort): void {
    if (!isLive(by) || isHeld() || now() - roundAt < LIVE_INTERVAL) return;
    roundAt = now();
    round += 1;
  }

  function sortedRows({ by, descending }: Sort): readonly DownloadSnapshot[] {
    const { shape, statuses, downloads } = feed.store.getState();
    if (by === 'order') return descending ? downloads.toReversed() : downloads;
    const version = isLive(by) ? `${String(round)} ${String(statuses)}` : String(by === 'state' ? statuses : shape);
    const order = `${by} ${String(descending)}`;
    const key = `${order} ${version}`;
    if (key === sortedFor) return sorted;
    if (isLive(by) && order === sortedBy && isHeld()) {
      sorted = keepPlaces(sorted, downloads);
    } else {
      const before = new Set(order === sortedBy ? sorted.map((row) => row.id) : []);
      const stayed = sorted.flatMap((row) => (before.has(row.id) ? (feed.row(row.id) ?? []) : []));
      // From the end of the list, because what was added last is newest: equal ones keep that order.
      const came = downloads.filter((row) => !before.has(row.id));
      const oldestFirst = by === 'added' && !descending;
      sorted = oldestFirst ? [...stayed, ...came] : [...came.reverse(), ...stayed];
      sorted.sort(comparison({ by, descending }));
    }
    sortedFor = key;
    sortedBy = order;
    return sorted;
  }

  function update(): void {
    const { filter, group, query } = view.getState();
    const sort = sortOf(view.getState());
    const { shape, statuses } = feed.store.getState();
    const at = group === null ? filter : `${group.kind} ${group.id}`;
    noteTime(sort);
    const key = [at, sort.by, sort.descending, shape, statuses, isLive(sort.by) ? round : 0, query].join(' ');
    if (key === shownFor) return;
    shownFor = key;
    const words = statusNames();
    const matches = createSearch(query, words);
    const ids: string[] = [];
    for (const { id } of sortedRows(sort)) {
      // The sorted list may hold older versions of rows: only order is taken from it.
      const row = feed.row(id);
      if (row && matchesFilter(row.status, filter) && groups.matches(row, group) && matches(row)) ids.push(id);
    }
    if (!sameItems(ids, store.getState().ids)) store.setState({ ids });
  }

  return {
    store,
    start(): () => void {
      const stops = [feed.store.subscribe(update), view.subscribe(update)];
      update();
      return () => {
        for (const stop of stops) stop();
      };
    },
    /** When {@link Parts.isHeld} is over. */
    release(): void {
      // A round that came while the order was held has to be taken all the same.
      roundAt = -Infinity;
      update();
    },
    /** After a change of language, whose names of states are searched, or of the categories' rules. */
    refresh(): void {
      shownFor = '';
      update();
    },
  };
}

/** Every word of the query must be in the name, the link, the host or the name of the state. */
function createSearch(query: string, statusNames: StatusNames): (row: DownloadSnapshot) => boolean {
  const needles = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (needles.length === 0) return () => true;
  const spoken = new Map(STATUSES.map((status) => [status, statusNames[status].toLowerCase()]));
  return (row) => {
    const hay = `${row.fileName} ${row.host} ${row.url}`.toLowerCase();
    const state = spoken.get(row.status) ?? '';
    return needles.every((needle) => hay.includes(needle) || state.startsWith(needle));
  };
}
