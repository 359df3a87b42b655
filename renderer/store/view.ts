import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Filter, Sort, SortKey } from '../../shared/settings/view.ts';
import { isRunning, type Status } from '../../shared/status.ts';

export function matchesFilter(status: Status, filter: Filter): boolean {
  if (filter === 'all') return true;
  return filter === 'active' ? isRunning(status) : status === filter;
}

/** Downloads that belong together: what is to be done in a queue, or all of a category. */
export interface Group {
  readonly kind: 'queue' | 'category';
  readonly id: string;
}

export interface ViewState {
  readonly filter: Filter;
  /** A queue or a category that is looked at instead of a filter, which is `all` then. */
  readonly group: Group | null;
  readonly query: string;
  readonly sort: Sort;
}

export const IN_ORDER: Sort = { by: 'order', descending: false };

/** A queue is always shown in its own order: any other would not say who is next. */
export const sortOf = ({ group, sort }: ViewState): Sort => (group?.kind === 'queue' ? IN_ORDER : sort);

/** What is wanted first of these is at the small end; of all others, at the large one. */
const SMALL_FIRST: readonly SortKey[] = ['name', 'state', 'left', 'host', 'order'];

/** Sorted by this, the way that is wanted most. */
export const sortBy = (by: SortKey): Sort => ({ by, descending: !SMALL_FIRST.includes(by) });

/** What a click on a column asks for: the other way round when it is sorted by that already. */
export const resort = (by: SortKey, before: Sort): Sort =>
  by === before.by ? { by, descending: !before.descending } : sortBy(by);

/** What of the list is shown, and in which order. */
export type ViewStore = StoreApi<ViewState>;

export const createView = (): ViewStore =>
  createStore<ViewState>(() => ({
    filter: 'all',
    group: null,
    query: '',
    sort: { by: 'added', descending: true },
  }));
