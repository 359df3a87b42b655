import type { DownloadSnapshot } from '../../shared/download.ts';
import { FILTERS, type Filter } from '../../shared/settings/view.ts';
import { isRunning, type Status } from '../../shared/status.ts';
import { matchesFilter } from './view.ts';

/** What changes only when a status does. */
interface Standing {
  readonly counts: Readonly<Record<Filter, number>>;
  /** Where in the list the running downloads are. */
  readonly running: readonly number[];
}

export interface Totals {
  readonly counts: Readonly<Record<Filter, number>>;
  readonly bytesPerSecond: number;
  readonly connections: number;
  /** What the running downloads of known size still lack. */
  readonly bytesLeft: number;
  /** Something can be paused, or resumed. */
  readonly canPause: boolean;
  readonly canResume: boolean;
}

function standingOf(downloads: readonly DownloadSnapshot[]): Standing {
  const byStatus = new Map<Status, number>();
  const running: number[] = [];
  downloads.forEach(({ status }, index) => {
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    if (isRunning(status)) running.push(index);
  });
  const countOf = (filter: Filter): number =>
    [...byStatus].reduce((sum, [status, count]) => (matchesFilter(status, filter) ? sum + count : sum), 0);
  const counts = Object.fromEntries(FILTERS.map((filter) => [filter, countOf(filter)])) as Record<Filter, number>;
  return { counts, running };
}

interface Source {
  readonly downloads: readonly DownloadSnapshot[];
  /** Another number when a status, or the list itself, has changed. */
  readonly statuses: number;
}

/**
 * The sums of a feed state; of one feed, since it remembers. A delta of mere progress costs a look at what runs, not at
 * all 10,000 rows.
 */
export function createTotals(): (state: Source) => Totals {
  let standing: Standing | null = null;
  let statuses = -1;
  let downloads: readonly DownloadSnapshot[] | null = null;
  let totals: Totals | null = null;
  return (state) => {
    if (totals && state.downloads === downloads) return totals;
    if (!standing || state.statuses !== statuses) standing = standingOf(state.downloads);
    ({ downloads, statuses } = state);
    totals = sumUp(state.downloads, standing);
    return totals;
  };
}

function sumUp(downloads: readonly DownloadSnapshot[], { counts, running }: Standing): Totals {
  let bytesPerSecond = 0;
  let connections = 0;
  let bytesLeft = 0;
  for (const index of running) {
    const download = downloads[index];
    if (!download) continue;
    bytesPerSecond += download.bytesPerSecond;
    connections += download.activeConnections;
    if (download.sizeBytes !== null) bytesLeft += Math.max(0, download.sizeBytes - download.receivedBytes);
  }
  const canPause = counts.active + counts.queued > 0;
  return { counts, bytesPerSecond, connections, bytesLeft, canPause, canResume: counts.paused > 0 };
}
