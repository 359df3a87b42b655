import { z } from 'zod';
import { NOTICE_CODES } from './download.ts';

/**
 * What happened to a download, in order. Codes are stored: one is never renamed or given another meaning. Notices are
 * entries too. What each carries as `params`:
 */
export const TIMELINE_CODES = [
  /** A run began with nothing on disk. */
  'started',
  /** A run began where an earlier one stopped. `bytes`: on disk. */
  'resumed',
  /** The server has answered and the file may be fetched in several segments. `host`. */
  'ranges',
  /** The server has answered and the file is fetched over one connection. `host`, `reason`: a `SingleStreamReason`. */
  'single-stream',
  /** More connections are used. `connections`. */
  'connections-more',
  /** More connections would bring nothing. `connections`: how many are kept. */
  'connections-held',
  /** Fewer connections are used. `connections`. */
  'connections-fewer',
  /** A connection failed and its segment is tried again. `code`: a `FailureCode`; `times`: in a row, from the second on. */
  'segment-retry',
  /** Nothing could be fetched: tried again after a wait. `code`: a `FailureCode`; `seconds`. */
  'waiting',
  /** The machine has no network: waits for it, without counting attempts. */
  'offline',
  'online',
  /** Every connection was dropped and opened anew: the network changed, or the machine woke up. */
  'reconnected',
  /** The user gave another link. `host`. */
  'link-replaced',
  /** The user gave a sign-in for the link's host. `host`. */
  'signed-in',
  /** The user gave it another name. `from`, `name`. */
  'name-changed',
  /** `by`: `user`, or what else stopped it. */
  'paused',
  /** `bytesPerSecond`; 0: lifted. */
  'limit-changed',
  /** There is room on the disk again: goes on by itself. */
  'space-freed',
  /** `algorithm`. */
  'verifying',
  /** `algorithm`. */
  'verified',
  /** `bytes`. */
  'finished',
  /** `code`: a `FailureCode`. */
  'failed',
  ...NOTICE_CODES,
] as const;
export type TimelineCode = (typeof TIMELINE_CODES)[number];

export const timelineEntrySchema = z.object({
  /** ms since 1970. */
  at: z.number().int().nonnegative(),
  code: z.enum(TIMELINE_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type TimelineParams = TimelineEntry['params'];

/** Older entries are dropped. */
export const MAX_TIMELINE_ENTRIES = 200;

/**
 * The list with one entry more. The same thing again right after it stands as one entry, with `times`: a server that
 * fails all night must not push out how it began.
 */
export function addEntry(entries: readonly TimelineEntry[], entry: TimelineEntry): readonly TimelineEntry[] {
  const last = entries.at(-1);
  if (last && last.code === entry.code && sameParams(last.params, entry.params)) {
    const times = Number(last.params['times'] ?? 1) + 1;
    return [...entries.slice(0, -1), { ...last, params: { ...last.params, times } }];
  }
  return [...entries, entry].slice(-MAX_TIMELINE_ENTRIES);
}

function sameParams(before: TimelineParams, after: TimelineParams): boolean {
  const known = Object.keys(before).filter((key) => key !== 'times');
  const keys = Object.keys(after);
  return keys.length === known.length && keys.every((key) => before[key] === after[key]);
}
