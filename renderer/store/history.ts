import { createStore, type StoreApi } from 'zustand/vanilla';
import { isRunning } from '../../shared/status.ts';
import type { Feed } from './feed.ts';

/** Samples kept per line: two minutes at one a second. */
export const HISTORY_LENGTH = 120;
const INTERVAL = 1000;

export interface HistoryState {
  /** Counts the samples taken. */
  readonly ticks: number;
  /** Bytes per second of everything, oldest first. */
  readonly total: readonly number[];
}

export interface History {
  readonly store: StoreApi<HistoryState>;
  /** Bytes per second of one download, oldest first; one `null` for each time it did not run. */
  of(id: string): Line;
  start(): () => void;
}

export type Line = readonly (number | null)[];

const NONE: Line = [];

/** Speeds of the last two minutes, sampled as deltas come in: no timer of its own. `now` gives ms, monotonic. */
export function createHistory(feed: Feed, now: () => number): History {
  const store = createStore<HistoryState>(() => ({ ticks: 0, total: [] }));
  const lines = new Map<string, Line>();
  let last = -Infinity;

  function sample(): void {
    const at = now();
    if (at - last < INTERVAL) return;
    const { downloads } = feed.store.getState();
    const totals = feed.totals();
    if (totals.counts.active === 0 && (store.getState().total.at(-1) ?? 0) === 0) return;
    last = at;
    for (const download of downloads) {
      if (isRunning(download.status)) {
        lines.set(download.id, [...(lines.get(download.id) ?? NONE), download.bytesPerSecond].slice(-HISTORY_LENGTH));
        continue;
      }
      const line = lines.get(download.id);
      if (download.status === 'finished') lines.delete(download.id);
      else if (line && line.at(-1) !== null) lines.set(download.id, [...line, null].slice(-HISTORY_LENGTH));
    }
    for (const id of lines.keys()) if (!feed.row(id)) lines.delete(id);
    const { ticks, total } = store.getState();
    store.setState({ ticks: ticks + 1, total: [...total, totals.bytesPerSecond].slice(-HISTORY_LENGTH) });
  }

  return { store, of: (id) => lines.get(id) ?? NONE, start: () => feed.store.subscribe(sample) };
}
