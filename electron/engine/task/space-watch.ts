import { SluiceError, type Failure } from '../../../shared/failures.ts';
import { freeBytes, fullness, volumeOf } from '../disk/volume.ts';
import type { DownloadRecord, EngineEvent } from '../types.ts';
import type { Clock } from './ports.ts';

/** How often a full volume is looked at, in ms; only while a download waits for it. */
const LOOK_MS = 5_000;
/** So much must be free for a file whose size is not known, in bytes. */
const UNKNOWN_BYTES = 16 * 1024 * 1024;

/** A download as the watch sees it. */
export interface SpaceTask {
  readonly id: string;
  readonly busy: boolean;
  readonly record: DownloadRecord;
  /** Ends its run with `as`. */
  stop(as: SluiceError): Promise<void>;
}

export interface SpaceWatchOptions {
  readonly clock: Clock;
  /** In list order. */
  readonly tasks: Pick<ReadonlyMap<string, SpaceTask>, 'get' | 'values'>;
  /** Goes on with a download, for which there is room again. */
  readonly goOn: (id: string) => void;
}

const isFull = (failure: Failure | null): failure is Failure => failure?.code === 'disk-full';
const waits = ({ status, failure }: DownloadRecord): boolean =>
  status === 'failed' && isFull(failure) && fullness(failure) !== 'other';
const writes = ({ busy, record: { status } }: SpaceTask): boolean =>
  busy && (status === 'probing' || status === 'downloading');
const missing = ({ sizeBytes, receivedBytes }: DownloadRecord): number =>
  sizeBytes === null ? UNKNOWN_BYTES : sizeBytes - receivedBytes;

/**
 * A volume that is full stops all downloads that write to it, and they go on by themselves when what they miss fits
 * again. Nothing is remembered: which ones wait follows from their records, also after a restart.
 */
export class SpaceWatch {
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(private readonly options: SpaceWatchOptions) {}

  note(event: EngineEvent): void {
    if (event.type !== 'changed' && event.type !== 'added') return;
    const task = this.options.tasks.get(event.id);
    if (!task || !waits(task.record)) return;
    this.#arm();
    const { failure } = task.record;
    if (event.type === 'changed' && event.from !== 'failed' && failure && fullness(failure) === 'volume') {
      void this.#stopOthers(task, failure);
    }
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  async #stopOthers(full: SpaceTask, { detail }: Failure): Promise<void> {
    const volume = await volumeAt(full.record);
    for (const task of this.options.tasks.values()) {
      if (task !== full && writes(task) && volume !== null && (await volumeAt(task.record)) === volume) {
        void task.stop(new SluiceError('disk-full', detail));
      }
    }
  }

  #arm(): void {
    if (this.#closed) return;
    this.#cancel ??= this.options.clock.after(LOOK_MS, () => {
      void this.#look().then(() => {
        this.#cancel = null;
        if ([...this.options.tasks.values()].some(({ record }) => waits(record))) this.#arm();
      });
    });
  }

  async #look(): Promise<void> {
    // By volume: what is free and not needed by those that run.
    const free = new Map<number, number>();
    const tasks = [...this.options.tasks.values()];
    const waiting = tasks.filter(({ record }) => waits(record));
    for (const task of [...tasks.filter(writes), ...waiting]) {
      const volume = await volumeAt(task.record);
      if (volume === null) continue;
      const left = (free.get(volume) ?? (await freeAt(task.record))) - missing(task.record);
      const runs = writes(task);
      if (runs || left >= 0) free.set(volume, left);
      // The user may have done something with it meanwhile.
      if (left >= 0 && waits(task.record) && !this.#closed) this.options.goOn(task.id);
    }
  }
}

const volumeAt = ({ request }: DownloadRecord): Promise<number | null> => volumeOf(request.directory).catch(() => null);
const freeAt = ({ request }: DownloadRecord): Promise<number> => freeBytes(request.directory).catch(() => 0);
