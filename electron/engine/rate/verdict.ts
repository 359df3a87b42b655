import type { Bottleneck } from '../../../shared/download.ts';

/** What the open connections of a download were found waiting for, in looks. */
export interface Waits {
  /** Their sockets: nothing has come that was not taken. */
  readonly socket: number;
  /** The disk: what has come cannot be written as fast. */
  readonly disk: number;
  /** A limit of the user's. */
  readonly limit: number;
}

export const NO_WAITS: Waits = { socket: 0, disk: 0, limit: 0 };

/** How the number of connections has come to be what it is. */
export interface Growth {
  /** Connections wanted. */
  readonly wanted: number;
  /** No more are allowed: the user's number, the most there are, or what the server was seen to allow. */
  readonly ceiling: number;
  /** The ceiling before any refusal. */
  readonly limit: number;
  /** `holding` below the ceiling: one step more was tried and brought nothing. */
  readonly phase: 'fixed' | 'rising' | 'holding';
  /** Only one can be used with this server. */
  readonly single: boolean;
}

/** What is waited for in this share of the looks holds the download up. */
const DECISIVE = 0.3;
/** With fewer looks nothing is said. */
const MIN_LOOKS = 10;

/**
 * What holds a download up. Waits for the disk and for a limit are measured; a wait for the socket may be the server's
 * doing or the link's: when more connections brought nothing it is the link (or all the server has), when they were refused
 * or every one brought more, each is held up by the server. `null`: not known (yet).
 */
export function verdict({ socket, disk, limit }: Waits, growth: Growth | null): Bottleneck | null {
  const looks = socket + disk + limit;
  if (looks < MIN_LOOKS || !growth) return null;
  if (limit / looks >= DECISIVE && limit >= disk) return 'limit';
  if (disk / looks >= DECISIVE) return 'disk';
  if (growth.single || growth.ceiling < growth.limit) return 'server';
  if (growth.phase !== 'holding') return null;
  return growth.wanted < growth.ceiling ? 'link' : 'server';
}

/** How much an old look counts beside a new one: what was true a few seconds ago is forgotten. */
const KEEP = 0.97;

/** The waits after one more look at the open connections. */
export const look = (before: Waits, now: Waits): Waits => ({
  socket: before.socket * KEEP + now.socket,
  disk: before.disk * KEEP + now.disk,
  limit: before.limit * KEEP + now.limit,
});
