import type { DownloadSnapshot } from '../../../shared/download.ts';
import { isActive, isRunning, type Status } from '../../../shared/status.ts';
import type { EngineEvent } from '../../engine/index.ts';
import type { Clock } from '../clock.ts';

/** What all downloads together do. */
export interface Totals {
  /** Hold connections, files or workers. */
  readonly running: number;
  /** Running or waiting for a place. */
  readonly active: number;
  readonly paused: number;
  readonly failed: number;
  readonly bytesPerSecond: number;
  /** 0 to 1 over all that run, `null` while a size is unknown or nothing runs. */
  readonly fraction: number | null;
}

export interface ActivitySource {
  list(): readonly DownloadSnapshot[];
  get(id: string): DownloadSnapshot | undefined;
}

/** The sum of what happens, for tray, taskbar and power: told at most once a second, and at once when work begins or ends. */
export class Activity {
  readonly #statuses = new Map<string, Status>();
  readonly #counts = new Map<Status, number>();
  readonly #listeners = new Set<(totals: Totals) => void>();
  readonly #source: ActivitySource;
  readonly #clock: Clock;
  #wasActive = false;
  #callOff: (() => void) | null = null;

  constructor(source: ActivitySource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
    for (const { id, status } of source.list()) this.#set(id, status);
    this.#wasActive = this.isActive;
  }

  /** Whether a download will move on without the user. */
  get isActive(): boolean {
    return this.#sum(isActive) > 0;
  }

  totals(): Totals {
    let bytesPerSecond = 0;
    let received = 0;
    let size: number | null = 0;
    for (const [id, status] of this.#statuses) {
      if (!isRunning(status)) continue;
      const download = this.#source.get(id);
      if (!download) continue;
      bytesPerSecond += download.bytesPerSecond;
      received += download.receivedBytes;
      size = size === null || download.sizeBytes === null ? null : size + download.sizeBytes;
    }
    return {
      running: this.#sum(isRunning),
      active: this.#sum(isActive),
      paused: this.#counts.get('paused') ?? 0,
      failed: this.#counts.get('failed') ?? 0,
      bytesPerSecond,
      fraction: size ? Math.min(1, received / size) : null,
    };
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (totals: Totals) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  note(event: EngineEvent): void {
    if (event.type === 'removed') this.#set(event.id, null);
    else if (event.type === 'changed') this.#set(event.id, event.to);
    else if (event.type === 'added') this.#set(event.id, this.#source.get(event.id)?.status ?? null);
    if (this.isActive !== this.#wasActive) {
      this.#wasActive = this.isActive;
      this.#tell();
    } else this.#callOff ??= this.#clock.after(1_000, () => this.#tell());
  }

  close(): void {
    this.#callOff?.();
    this.#listeners.clear();
  }

  #tell(): void {
    this.#callOff?.();
    this.#callOff = null;
    const totals = this.totals();
    for (const listener of this.#listeners) listener(totals);
  }

  #set(id: string, status: Status | null): void {
    const before = this.#statuses.get(id);
    if (before) this.#counts.set(before, (this.#counts.get(before) ?? 0) - 1);
    if (status) {
      this.#statuses.set(id, status);
      this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
    } else this.#statuses.delete(id);
  }

  #sum(belongs: (status: Status) => boolean): number {
    let sum = 0;
    for (const [status, count] of this.#counts) if (belongs(status)) sum += count;
    return sum;
  }
}
