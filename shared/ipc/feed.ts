import { z } from 'zod';
import { downloadSnapshotSchema, type DownloadSnapshot } from '../download.ts';

/**
 * The progress feed: one snapshot, then deltas numbered without gaps. Applying every delta to the snapshot gives the
 * next snapshot exactly; a receiver that sees a gap asks for a new snapshot.
 */
export const feedSnapshotSchema = z.object({
  sequence: z.number().int().nonnegative(),
  /** In list order. */
  downloads: z.array(downloadSnapshotSchema),
});
export type FeedSnapshot = z.infer<typeof feedSnapshotSchema>;

export const feedDeltaSchema = z.object({
  /** Exactly one more than the snapshot or delta before it. */
  sequence: z.number().int().positive(),
  added: z.array(downloadSnapshotSchema),
  /** Only the fields that changed. */
  changed: z.array(downloadSnapshotSchema.partial().required({ id: true })),
  removed: z.array(z.string()),
  /** All ids in list order, only when the order is not the old one with `removed` taken out and `added` put last. */
  order: z.array(z.string()).nullable(),
});
export type FeedDelta = z.infer<typeof feedDeltaSchema>;

type Change = FeedDelta['changed'][number];

/** Structural equality of JSON-like values. */
function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  return left.every(([key, value]) => key in b && equal(value, (b as Record<string, unknown>)[key]));
}

function changeOf(before: DownloadSnapshot, after: DownloadSnapshot): Change | null {
  const change: Record<string, unknown> = {};
  for (const key of Object.keys(after) as (keyof DownloadSnapshot)[]) {
    if (!equal(before[key], after[key])) change[key] = after[key];
  }
  return Object.keys(change).length === 0 ? null : ({ ...change, id: after.id } as Change);
}

/** The delta from one list to the next, or `null` when nothing changed. */
export function diffDownloads(
  before: readonly DownloadSnapshot[],
  after: readonly DownloadSnapshot[],
  sequence: number,
): FeedDelta | null {
  const old = new Map(before.map((download) => [download.id, download]));
  const now = new Set(after.map((download) => download.id));
  const added: DownloadSnapshot[] = [];
  const changed: Change[] = [];
  for (const download of after) {
    const known = old.get(download.id);
    if (!known) added.push(download);
    else if (known !== download) {
      const change = changeOf(known, download);
      if (change) changed.push(change);
    }
  }
  const kept = before.filter((download) => now.has(download.id)).map((download) => download.id);
  const removed = before.filter((download) => !now.has(download.id)).map((download) => download.id);
  const expected = [...kept, ...added.map((download) => download.id)];
  const ids = after.map((download) => download.id);
  const order = ids.every((id, index) => id === expected[index]) ? null : ids;
  if (added.length + changed.length + removed.length === 0 && order === null) return null;
  return { sequence, added, changed, removed, order };
}

/**
 * The list after a delta. Rows that did not change keep their identity, so that views of them need not be drawn
 * again. Returns `null` on a sequence gap: the caller asks for a new snapshot.
 */
export function applyDelta(snapshot: FeedSnapshot, delta: FeedDelta): FeedSnapshot | null {
  if (delta.sequence !== snapshot.sequence + 1) return null;
  const removed = new Set(delta.removed);
  const changes = new Map(delta.changed.map((change) => [change.id, change]));
  const rows = snapshot.downloads
    .filter((download) => !removed.has(download.id))
    .map((download) => {
      const change = changes.get(download.id);
      // A change holds only fields that have a value: see changeOf.
      return change ? ({ ...download, ...change } as DownloadSnapshot) : download;
    })
    .concat(delta.added);
  if (delta.order === null) return { sequence: delta.sequence, downloads: rows };
  const byId = new Map(rows.map((download) => [download.id, download]));
  const downloads = delta.order.flatMap((id) => byId.get(id) ?? []);
  return downloads.length === rows.length ? { sequence: delta.sequence, downloads } : null;
}
