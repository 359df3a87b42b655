import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { asSluiceError, type Failure } from '../../shared/failures.ts';
import { applyDelta, diffDownloads, type FeedDelta, type FeedSnapshot } from '../../shared/ipc/feed.ts';
import type { Bridge } from '../bridge.ts';
import { createTotals, type Totals } from './totals.ts';

export interface FeedState {
  /** `silent`: asked, and no answer for a while; it becomes `ready` should one still come. */
  readonly phase: 'loading' | 'silent' | 'failed' | 'ready';
  readonly failure: Failure | null;
  readonly sequence: number;
  /** In list order. A row that did not change keeps its identity from state to state. */
  readonly downloads: readonly DownloadSnapshot[];
  /** Counts up when rows come, go or move, or a field changes that lists are sorted or searched by. */
  readonly shape: number;
  /** Counts up with `shape`, and when a status changes. */
  readonly statuses: number;
}

export interface Feed {
  readonly store: StoreApi<FeedState>;
  row(id: string): DownloadSnapshot | undefined;
  /** Counts and sums over the list as it is now. */
  totals(): Totals;
  /** Subscribes and asks for the first snapshot. Returns the function that ends it. */
  start(): () => void;
  /** Asks for a snapshot, unless one is already on its way. */
  reload(): Promise<void>;
}

/** How long the main process may be silent before the window says so, ms. */
const PATIENCE = 5000;

const SHAPE_FIELDS = [
  'fileName',
  'host',
  'url',
  'sizeBytes',
  'createdAt',
  'queueId',
  'categoryId',
] as const satisfies (keyof DownloadSnapshot)[];

type Change = FeedDelta['changed'][number];
const changesShape = (change: Change): boolean => SHAPE_FIELDS.some((field) => field in change);
const changesStatus = (change: Change): boolean => 'status' in change;

export function createFeed(bridge: Bridge): Feed {
  const store = createStore<FeedState>(() => ({
    phase: 'loading',
    failure: null,
    sequence: 0,
    downloads: [],
    shape: 0,
    statuses: 0,
  }));
  // By id, for the rows' own subscriptions; kept beside the state because a copy per delta would cost 10,000 entries.
  const rows = new Map<string, DownloadSnapshot>();
  /** Where in the list each row is. */
  const places = new Map<string, number>();
  /** Deltas that came while a snapshot was under way; `null` when none is. */
  let late: FeedDelta[] | null = null;

  function publish(next: FeedSnapshot, delta: FeedDelta): void {
    const moved = delta.added.length > 0 || delta.removed.length > 0 || delta.order !== null;
    const shaped = moved || delta.changed.some(changesShape);
    const restated = shaped || delta.changed.some(changesStatus);
    if (moved) {
      rows.clear();
      places.clear();
      next.downloads.forEach((row, place) => {
        rows.set(row.id, row);
        places.set(row.id, place);
      });
    } else {
      for (const { id } of delta.changed) {
        const row = next.downloads[places.get(id) ?? -1];
        if (row) rows.set(id, row);
      }
    }
    const { shape, statuses } = store.getState();
    store.setState({
      phase: 'ready',
      failure: null,
      sequence: next.sequence,
      downloads: next.downloads,
      shape: shaped ? shape + 1 : shape,
      statuses: restated ? statuses + 1 : statuses,
    });
  }

  function takeSnapshot(snapshot: FeedSnapshot): void {
    // Taken as a delta from what is shown, so that after a gap too only rows that differ are drawn again.
    const { sequence, downloads } = store.getState();
    const shown = { sequence, downloads: [...downloads] };
    const delta = diffDownloads(downloads, snapshot.downloads, sequence + 1);
    const next = delta ? applyDelta(shown, delta) : shown;
    if (delta && next) publish({ ...next, sequence: snapshot.sequence }, delta);
    else store.setState({ phase: 'ready', failure: null, sequence: snapshot.sequence });
  }

  /** Whether it fitted. */
  function apply(delta: FeedDelta): boolean {
    const { sequence, downloads } = store.getState();
    const next = applyDelta({ sequence, downloads: downloads as DownloadSnapshot[] }, delta);
    if (next) publish(next, delta);
    return next !== null;
  }

  function takeDelta(delta: FeedDelta): void {
    // After a failure a delta shows that the main process lives again.
    if (late) late.push(delta);
    else if (store.getState().phase !== 'ready' || !apply(delta)) void reload();
  }

  async function reload(): Promise<void> {
    if (late) return;
    late = [];
    const patience = setTimeout(() => {
      if (store.getState().phase !== 'ready') store.setState({ phase: 'silent' });
    }, PATIENCE);
    if (store.getState().phase !== 'ready') store.setState({ phase: 'loading', failure: null });
    try {
      const snapshot = await bridge.command('feed:snapshot');
      const missed = late;
      late = null;
      takeSnapshot(snapshot);
      // One that does not fit even now is left to the next delta to find out: asking again at once could go on forever.
      for (const delta of missed) if (delta.sequence > snapshot.sequence && !apply(delta)) break;
    } catch (thrown) {
      late = null;
      store.setState({ phase: 'failed', failure: asSluiceError(thrown).toFailure() });
    } finally {
      clearTimeout(patience);
    }
  }

  const totals = createTotals();
  return {
    store,
    row: (id) => rows.get(id),
    totals: () => totals(store.getState()),
    start() {
      const stop = bridge.on('feed:delta', takeDelta, () => void reload());
      void reload();
      return stop;
    },
    reload,
  };
}
