import type { DownloadSnapshot } from '../../shared/download.ts';
import type { Sort, SortKey } from '../../shared/settings/view.ts';
import type { Status } from '../../shared/status.ts';

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

type Row = DownloadSnapshot;
/** A figure to sort by; `null`: unknown, and last whichever way. */
type FigureOf = (row: Row) => number | null;

const FIGURES: Readonly<Record<Exclude<SortKey, 'name' | 'host' | 'order'>, FigureOf>> = {
  progress: ({ status, receivedBytes, sizeBytes }) =>
    status === 'finished' ? 1 : sizeBytes === null ? null : sizeBytes === 0 ? 0 : receivedBytes / sizeBytes,
  state: ({ status }) => rankOf.get(status) ?? null,
  size: ({ sizeBytes }) => sizeBytes,
  speed: ({ bytesPerSecond }) => bytesPerSecond,
  left: ({ etaSeconds }) => etaSeconds,
  connections: ({ activeConnections }) => activeConnections,
  added: ({ createdAt }) => createdAt,
};

const TEXTS: Readonly<Record<'name' | 'host', (row: Row) => string>> = {
  name: ({ fileName }) => fileName,
  host: ({ host }) => host,
};

/** Figures that change while bytes move: sorted by them, a list is put in order anew from time to time. */
const LIVE: readonly SortKey[] = ['progress', 'speed', 'left', 'connections'];
export const isLive = (by: SortKey): boolean => LIVE.includes(by);

/**
 * The order that moves no row from its place: those that were there keep theirs among each other, and what came stands
 * at the end.
 * @param before the rows in the order they are shown in, in whatever version
 */
export function keepPlaces(before: readonly Row[], rows: readonly Row[]): Row[] {
  const now = new Map(rows.map((row) => [row.id, row]));
  const stayed = before.flatMap(({ id }) => now.get(id) ?? []);
  for (const { id } of stayed) now.delete(id);
  return [...stayed, ...now.values()];
}

/** Equal ones stay as they are, so that 10,000 rows which are almost in order take one comparison each. */
export function comparison({ by, descending }: Sort & { readonly by: Exclude<SortKey, 'order'> }) {
  const sign = descending ? -1 : 1;
  if (by === 'name' || by === 'host') {
    const textOf = TEXTS[by];
    return (a: Row, b: Row): number => sign * names.compare(textOf(a), textOf(b));
  }
  const figureOf = FIGURES[by];
  return (a: Row, b: Row): number => {
    const [left, right] = [figureOf(a), figureOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  };
}
