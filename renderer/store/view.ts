import { createStore, type StoreApi } from 'zustand/vanilla';
import { isRunning, type Status } from '../../shared/status.ts';

export const FILTERS = ['all', 'active', 'queued', 'paused', 'finished', 'failed'] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS = ['newest', 'oldest', 'name', 'largest', 'state', 'queue'] as const;
export type Sort = (typeof SORTS)[number];

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

/** A queue is always shown in its own order: any other would not say who is next. */
export const sortOf = ({ group, sort }: ViewState): Sort => (group?.kind === 'queue' ? 'queue' : sort);

/** What of the list is shown, and in which order. */
export type ViewStore = StoreApi<ViewState>;

export const createView = (): ViewStore =>
  createStore<ViewState>(() => ({ filter: 'all', group: null, query: '', sort: 'newest' }));
