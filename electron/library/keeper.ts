import type { DownloadRecord, Engine, EngineEvent } from '../engine/index.ts';
import type { DownloadStore } from './downloads.ts';
import type { QueueStore } from './queues.ts';

/** Time as the keeper needs it; a test brings its own. */
export interface KeeperClock {
  /** Returns the function that calls it off. */
  after(ms: number, work: () => void): () => void;
}

export interface Keeper {
  /** Writes what has changed in this turn. Called before anything is shown that should be on record. */
  flush(): void;
  /** Stops listening and writes what is left. */
  close(): void;
}

export interface KeeperOptions {
  readonly engine: Pick<Engine, 'subscribe' | 'record' | 'get' | 'queues'>;
  readonly store: DownloadStore;
  readonly queueStore: QueueStore;
  /** What the store holds, so that taking it back at the start does not write it all again. */
  readonly stored?: readonly DownloadRecord[];
  readonly clock: KeeperClock;
  /** Told once for each time that writing begins to fail; what could not be written is tried again. */
  readonly onError: (error: unknown) => void;
}

/**
 * How often the bytes of running downloads are written, in ms. Only the list after a crash is drawn from them; what
 * is really on disk the checkpoint beside the part file says.
 */
const PROGRESS_INTERVAL_MS = 3_000;
/** What taking the list back may change. */
const RESTORED_FIELDS = ['status', 'position', 'queueId'] as const satisfies (keyof DownloadRecord)[];
/** How long to wait before trying again what could not be written, in ms. */
const RETRY_INTERVAL_MS = 5_000;

/**
 * Writes the engine's list into the store: at the end of the turn in which something changed, so that ten thousand
 * links added at once are one transaction, and every few seconds while bytes move. No timer when nothing moves.
 */
export function keepDownloads({ engine, store, queueStore, stored = [], clock, onError }: KeeperOptions): Keeper {
  const onRecord = new Map(stored.map((record) => [record.id, record]));
  const changed = new Set<string>();
  const removed = new Set<string>();
  const moved = new Set<string>();
  let queuesChanged = false;
  let queued = false;
  let failing = false;
  let closed = false;
  let callOff: (() => void) | null = null;

  function attempt(progress: boolean): void {
    queued = false;
    try {
      write(progress);
      failing = false;
    } catch (error) {
      // A full or broken disk must not stop downloads on other disks.
      if (!failing) onError(error);
      failing = true;
      callOff?.();
      callOff = null;
    }
    schedule();
  }

  /** Each set is emptied only after its transaction. */
  function write(progress: boolean): void {
    // First, so that no download is ever in a queue that is not stored; one that is gone stands for the default queue.
    if (queuesChanged) queueStore.replace(engine.queues.list());
    queuesChanged = false;
    const records: DownloadRecord[] = [];
    for (const id of changed) {
      const record = engine.record(id);
      if (record) records.push(record);
    }
    store.save(records);
    for (const id of changed) moved.delete(id);
    changed.clear();
    store.delete([...removed]);
    removed.clear();
    if (!progress) return;
    store.saveReceived([...moved].flatMap((id) => engine.get(id) ?? []));
    moved.clear();
  }

  function schedule(): void {
    if (callOff || closed) return;
    if (!failing && moved.size === 0) return;
    callOff = clock.after(failing ? RETRY_INTERVAL_MS : PROGRESS_INTERVAL_MS, () => {
      callOff = null;
      attempt(true);
    });
  }

  /** Asked once for each: what comes after the restore is a change. */
  function isOnRecord(id: string): boolean {
    const before = onRecord.get(id);
    const now = engine.record(id);
    onRecord.delete(id);
    return before !== undefined && RESTORED_FIELDS.every((field) => before[field] === now?.[field]);
  }

  function forget(id: string): void {
    changed.delete(id);
    removed.add(id);
  }

  function onEvent(event: EngineEvent): void {
    switch (event.type) {
      case 'progress':
        moved.add(event.id);
        schedule();
        return;
      case 'timeline':
        // Comes with the next change of state: an entry alone is not worth a transaction.
        return;
      case 'removed':
        moved.delete(event.id);
        // While its part file is being deleted the record says so: a kill must not leave the file on no list.
        if (engine.record(event.id)?.discarding) changed.add(event.id);
        else forget(event.id);
        break;
      case 'discarded':
        forget(event.id);
        break;
      case 'added':
        if (isOnRecord(event.id)) return;
        removed.delete(event.id);
        changed.add(event.id);
        break;
      case 'arranged':
      case 'changed':
      case 'notice':
        removed.delete(event.id);
        changed.add(event.id);
        break;
    }
    queue();
  }

  function queue(): void {
    if (queued || failing) return;
    queued = true;
    queueMicrotask(() => {
      if (queued && !closed) attempt(false);
    });
  }

  const subscriptions = [
    engine.subscribe(onEvent),
    engine.queues.subscribe(() => {
      queuesChanged = true;
      queue();
    }),
  ];
  return {
    flush() {
      // While the disk fails only the timer tries: the window must not be held up ten times a second.
      if (queued && !failing) attempt(false);
    },
    close() {
      for (const unsubscribe of subscriptions) unsubscribe();
      attempt(true);
      closed = true;
      callOff?.();
      callOff = null;
    },
  };
}
