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

export interface ViewState {
  readonly filter: Filter;
  readonly query: string;
  readonly sort: Sort;
}

/** What of the list is shown, and in which order. */
export type ViewStore = StoreApi<ViewState>;

export const createView = (): ViewStore => createStore<ViewState>(() => ({ filter: 'all', query: '', sort: 'newest' }));
