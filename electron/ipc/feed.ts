import type { DownloadSnapshot } from '../../shared/download.ts';
import { diffDownloads, type FeedDelta, type FeedSnapshot } from '../../shared/ipc/feed.ts';
import type { EngineEvent } from '../engine/index.ts';

/** Where the feed reads. Snapshots are immutable: a download that changed is another object. */
export interface FeedSource {
  list(): readonly DownloadSnapshot[];
  get(id: string): DownloadSnapshot | undefined;
}

/**
 * The sending half of the progress feed, without time or wire: knows what the window has, what was touched since,
 * and makes the one delta between the two. Only what was touched is compared: with 10,000 rows, ten times a second,
 * that counts.
 */
export class FeedState {
  #sequence = 0;
  /** What the window has. A map keeps the order of insertion, so its values are the list. */
  #sent = new Map<string, DownloadSnapshot>();
  /** In the order of their events, so that what was added lies here as it lies in the list. */
  readonly #touched = new Set<string>();
  /** The order may be another one: the whole list has to be compared. */
  #orderChanged = false;
  /** A snapshot took changes with it that a window which did not get it would never hear of. */
  #owing = false;
  #asked = false;
  readonly #source: FeedSource;

  constructor(source: FeedSource) {
    this.#source = source;
  }

  get isDirty(): boolean {
    return this.#touched.size > 0 || this.#owing;
  }

  note(event: EngineEvent): void {
    // Taken away and put back at the end, before the window heard of it.
    if (event.type === 'added' && this.#sent.has(event.id)) this.#orderChanged = true;
    if (event.type === 'arranged' && event.moved) this.#orderChanged = true;
    if (event.type === 'added' || event.type === 'removed') this.#touched.delete(event.id);
    this.#touched.add(event.id);
  }

  /** The whole list, as of now, with the number the next delta counts from. */
  snapshot(): FeedSnapshot {
    const downloads = [...this.#source.list()];
    // This list was never sent as a delta, so it must not share a number with one that was.
    const changed = this.isDirty;
    if (changed) this.#sequence += 1;
    this.#take(downloads);
    // The next number comes even if nothing else happens: by it such a window sees that it lacks something, and asks.
    this.#owing = changed && this.#asked;
    this.#asked = true;
    return { sequence: this.#sequence, downloads };
  }

  /** What has changed since the last delta or snapshot, or `null`. */
  delta(): FeedDelta | null {
    if (!this.isDirty) return null;
    const found = this.#orderChanged ? this.#compareAll() : this.#compareTouched();
    const nothing = { sequence: this.#sequence + 1, added: [], changed: [], removed: [], order: null };
    const delta = found ?? (this.#owing ? nothing : null);
    this.#owing = false;
    if (delta) this.#sequence = delta.sequence;
    return delta;
  }

  #compareAll(): FeedDelta | null {
    const after = this.#source.list();
    const delta = diffDownloads([...this.#sent.values()], after, this.#sequence + 1);
    this.#take(after);
    return delta;
  }

  #compareTouched(): FeedDelta | null {
    const before: DownloadSnapshot[] = [];
    const kept: DownloadSnapshot[] = [];
    const added: DownloadSnapshot[] = [];
    for (const id of this.#touched) {
      const old = this.#sent.get(id);
      const now = this.#source.get(id);
      if (old) before.push(old);
      if (now) {
        (old ? kept : added).push(now);
        this.#sent.set(id, now);
      } else this.#sent.delete(id);
    }
    this.#touched.clear();
    return diffDownloads(before, [...kept, ...added], this.#sequence + 1);
  }

  #take(downloads: readonly DownloadSnapshot[]): void {
    this.#sent = new Map(downloads.map((download) => [download.id, download]));
    this.#touched.clear();
    this.#orderChanged = false;
  }
}

/** Time as the feed needs it, in ms; a test brings its own. */
export interface FeedClock {
  now(): number;
  /** Returns the function that calls it off. */
  after(ms: number, work: () => void): () => void;
}

export interface FeedOptions {
  readonly source: FeedSource;
  readonly clock: FeedClock;
  readonly send: (delta: FeedDelta) => void;
  /** Called before anything is shown, so that what is shown is on record. */
  readonly record: () => void;
}

export interface Feed {
  note(event: EngineEvent): void;
  snapshot(): FeedSnapshot;
  /** A hidden or minimised window is sent nothing; what it missed comes as one delta when it is back. */
  setVisible(visible: boolean): void;
  close(): void;
}

/** At most ten deltas a second: more than the eye follows, little enough for the window's thread. */
const INTERVAL_MS = 100;

/** Sends the deltas of a {@link FeedState} in time. There is a timer only while something waits to be sent. */
export function createFeed({ source, clock, send, record }: FeedOptions): Feed {
  const state = new FeedState(source);
  /** Nothing is sent before the window has asked for its first snapshot: it could not use it. */
  let asked = false;
  let visible = false;
  let closed = false;
  let lastSent = -Infinity;
  let callOff: (() => void) | null = null;

  function schedule(): void {
    if (callOff || closed || !asked || !visible || !state.isDirty) return;
    // Never at once: what one turn of the event loop changes goes out together.
    callOff = clock.after(Math.max(0, lastSent + INTERVAL_MS - clock.now()), () => {
      callOff = null;
      record();
      const delta = state.delta();
      if (delta === null) return;
      lastSent = clock.now();
      send(delta);
    });
  }

  function stop(): void {
    callOff?.();
    callOff = null;
  }

  return {
    note(event) {
      state.note(event);
      schedule();
    },
    snapshot() {
      record();
      asked = true;
      const snapshot = state.snapshot();
      schedule();
      return snapshot;
    },
    setVisible(value) {
      visible = value;
      if (visible) schedule();
      else stop();
    },
    close() {
      closed = true;
      stop();
    },
  };
}
