import type { DownloadSnapshot, SegmentSnapshot } from '../../../shared/download.ts';
import type { EngineEvent } from '../../engine/index.ts';

export function makeSnapshot(id: string, changes: Partial<DownloadSnapshot> = {}): DownloadSnapshot {
  return {
    id,
    url: `https://example.org/${id}`,
    host: 'example.org',
    directory: '/downloads',
    fileName: id,
    mediaType: null,
    status: 'queued',
    sizeBytes: null,
    receivedBytes: 0,
    bytesPerSecond: 0,
    etaSeconds: null,
    activeConnections: 0,
    connections: 'auto',
    priority: 'normal',
    queueId: 'default',
    categoryId: null,
    limitBytesPerSecond: null,
    segmentable: null,
    segments: [],
    checksum: null,
    verifiedBytes: 0,
    notice: null,
    waitingFor: null,
    bottleneck: null,
    retryAt: null,
    failure: null,
    createdAt: 1,
    finishedAt: null,
    ...changes,
  };
}

/** What the feed sees of an engine: a list of downloads, and events after each change. */
export class FakeList {
  readonly #rows = new Map<string, DownloadSnapshot>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  /** How many rows have been read. */
  looks = 0;

  static segments(count: number): SegmentSnapshot[] {
    return Array.from({ length: count }, (_, id) => ({
      id,
      start: id * 100,
      end: id * 100 + 100,
      position: id * 100 + count,
      state: 'active',
      bytesPerSecond: count,
      attempts: 1,
      host: null,
      source: null,
      httpVersion: null,
      retryAt: null,
    }));
  }

  list(): DownloadSnapshot[] {
    this.looks += this.#rows.size;
    return [...this.#rows.values()];
  }

  get(id: string): DownloadSnapshot | undefined {
    this.looks += 1;
    return this.#rows.get(id);
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  subscribe(listener: (event: EngineEvent) => void): void {
    this.#listeners.add(listener);
  }

  add(id: string): void {
    this.#rows.set(id, makeSnapshot(id));
    this.#emit({ type: 'added', id });
  }

  remove(id: string): void {
    if (this.#rows.delete(id)) this.#emit({ type: 'removed', id });
  }

  change(id: string, changes: Partial<DownloadSnapshot>): void {
    const row = this.#rows.get(id);
    if (!row) return;
    this.#rows.set(id, { ...row, ...changes });
    this.#emit({ type: 'progress', id });
  }

  /** To the end of the list. */
  sink(id: string): void {
    const row = this.#rows.get(id);
    if (!row) return;
    this.#rows.delete(id);
    this.#rows.set(id, row);
    this.#emit({ type: 'arranged', id, moved: true });
  }

  #emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
