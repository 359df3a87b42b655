import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { STATUSES, type Status } from '../../shared/status.ts';
import type { Feed } from './feed.ts';
import type { Groups } from './groups.ts';
import { matchesFilter, sortOf, type Sort, type ViewStore } from './view.ts';

export interface VisibleState {
  /** The ids that are shown, in order. The same array as long as nothing about it changed. */
  readonly ids: readonly string[];
}
export type VisibleStore = StoreApi<VisibleState>;

type StatusNames = Readonly<Record<Status, string>>;

/** Running first, then what needs the user, then what rests. */
const STATE_ORDER: readonly Status[] = [
  'downloading',
  'verifying',
  'probing',
  'failed',
  'queued',
  'paused',
  'finished',
];
const rankOf = new Map(STATE_ORDER.map((status, rank) => [status, rank]));

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** `queue` is the order of the list itself. */
const COMPARE: Readonly<Record<Exclude<Sort, 'queue'>, (a: DownloadSnapshot, b: DownloadSnapshot) => number>> = {
  newest: (a, b) => b.createdAt - a.createdAt,
  oldest: (a, b) => a.createdAt - b.createdAt,
  name: (a, b) => names.compare(a.fileName, b.fileName),
  largest: (a, b) => (b.sizeBytes ?? -1) - (a.sizeBytes ?? -1),
  state: (a, b) => (rankOf.get(a.status) ?? 0) - (rankOf.get(b.status) ?? 0) || b.createdAt - a.createdAt,
};

const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/**
 * Sorting and searching run only when something they depend on changed, never for mere progress. The order before
 * is where the next sort starts: almost sorted already, 10,000 names then take one comparison each.
 */
export function createVisible(
  feed: Feed,
  view: ViewStore,
  groups: Pick<Groups, 'matches'>,
  statusNames: () => StatusNames,
) {
  const store: VisibleStore = createStore<VisibleState>(() => ({ ids: [] }));
  let sorted: DownloadSnapshot[] = [];
  let sortedFor = '';
  let shownFor = '';

  function sortedRows(sort: Sort): readonly DownloadSnapshot[] {
    const { shape, statuses, downloads } = feed.store.getState();
    if (sort === 'queue') return downloads;
    const key = `${sort} ${String(sort === 'state' ? statuses : shape)}`;
    if (key !== sortedFor) {
      const before = new Set(sorted.map((row) => row.id));
      const stayed = sorted.flatMap((row) => feed.row(row.id) ?? []);
      // From the end of the list, because what was added last is newest: equal times keep that order.
      const came = downloads.filter((row) => !before.has(row.id));
      sorted = (sort === 'oldest' ? [...stayed, ...came] : [...came.reverse(), ...stayed]).sort(COMPARE[sort]);
      sortedFor = key;
    }
    return sorted;
  }

  function update(): void {
    const { filter, group, query } = view.getState();
    const sort = sortOf(view.getState());
    const { shape, statuses } = feed.store.getState();
    const at = group === null ? filter : `${group.kind} ${group.id}`;
    const key = [at, sort, String(shape), String(statuses), query].join(' ');
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
