/**
 * The states of a download. Each line says what the state means; {@link STATUS_EXITS} says what may follow it.
 * Cancel and remove are not states: they take the download off the list from any state.
 */
export const STATUSES = [
  /** Waits for a free place; nothing is open. */
  'queued',
  /** The first request is under way; size and name may not be known yet. */
  'probing',
  /** Bytes are being moved, or a connection waits to try again. */
  'downloading',
  /** Every byte is on disk; the checksum is being computed. */
  'verifying',
  /** Stopped by the user; the part file and its checkpoint are on disk. */
  'paused',
  /** Every byte is there, verified, under its final name. */
  'finished',
  /** Stopped by a failure that needs the user; what was fetched is kept. */
  'failed',
] as const;

export type Status = (typeof STATUSES)[number];

/** The states that may follow each state. Enforced at run time by {@link assertTransition}. */
export const STATUS_EXITS: Readonly<Record<Status, readonly Status[]>> = {
  queued: ['probing', 'paused', 'failed'],
  probing: ['downloading', 'verifying', 'finished', 'paused', 'failed', 'queued'],
  downloading: ['probing', 'verifying', 'finished', 'paused', 'failed', 'queued'],
  verifying: ['finished', 'failed', 'paused', 'probing', 'downloading', 'queued'],
  paused: ['queued', 'failed'],
  finished: ['queued'],
  failed: ['queued', 'paused'],
};

/** States in which the engine holds connections, files or workers for the download. */
export const isRunning = (status: Status): boolean =>
  status === 'probing' || status === 'downloading' || status === 'verifying';

/** States that will move on without the user: running, or waiting for a place. */
export const isActive = (status: Status): boolean => status === 'queued' || isRunning(status);

export const canTransition = (from: Status, to: Status): boolean => STATUS_EXITS[from].includes(to);

/** @throws {Error} when `to` may not follow `from`: a defect in the caller, never bad input. */
export function assertTransition(from: Status, to: Status): void {
  if (!canTransition(from, to)) throw new Error(`A download cannot go from ${from} to ${to}.`);
}

/** What the user may do with a download in each state. */
export type Action =
  'pause' | 'resume' | 'retry' | 'sign-in' | 'relink' | 'cancel' | 'remove' | 'delete' | 'open' | 'show';

export const STATUS_ACTIONS: Readonly<Record<Status, readonly Action[]>> = {
  queued: ['pause', 'cancel', 'show'],
  probing: ['pause', 'cancel', 'show'],
  downloading: ['pause', 'cancel', 'show'],
  verifying: ['pause', 'cancel', 'show'],
  paused: ['resume', 'relink', 'cancel', 'show'],
  finished: ['open', 'show', 'remove', 'delete'],
  failed: ['retry', 'sign-in', 'relink', 'cancel', 'remove', 'show'],
};

/** For `switch` statements over a union: makes a forgotten case a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`);
}
