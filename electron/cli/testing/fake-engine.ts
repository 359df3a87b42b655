import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { DownloadRequest, Engine, EngineEvent } from '../../engine/index.ts';
import { snapshot } from './snapshots.ts';

/** An engine that moves nothing: the test says what happens. */
export class FakeEngine implements Engine {
  readonly post: Engine['post'] = () => Promise.resolve(204);
  readonly requests: DownloadRequest[] = [];
  readonly downloads = new Map<string, DownloadSnapshot>();
  shutdowns = 0;
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  add(request: DownloadRequest): string {
    this.requests.push(request);
    const id = `d${this.requests.length}`;
    const { url, directory } = request;
    const fileName = url.slice(url.lastIndexOf('/') + 1);
    this.downloads.set(
      id,
      snapshot({ id, url, directory, fileName, status: 'queued', sizeBytes: null, receivedBytes: 0 }),
    );
    this.#emit({ type: 'added', id });
    return id;
  }

  /** Changes a download as the engine would, with the event that follows. */
  change(id: string, changes: Partial<DownloadSnapshot>): void {
    const before = this.#download(id);
    this.downloads.set(id, { ...before, ...changes });
    if (changes.status === undefined) this.#emit({ type: 'progress', id });
    else this.#emit({ type: 'changed', id, from: before.status, to: changes.status });
  }

  notice(id: string, code: Extract<EngineEvent, { type: 'notice' }>['code'], detail: string): void {
    this.#emit({ type: 'notice', id, code, detail });
  }

  get(id: string): DownloadSnapshot | undefined {
    return this.downloads.get(id);
  }

  list(): readonly DownloadSnapshot[] {
    return [...this.downloads.values()];
  }

  path(id: string): string | null {
    const { directory, fileName } = this.#download(id);
    return `${directory}/${fileName}`;
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  shutdown(): Promise<void> {
    this.shutdowns += 1;
    return Promise.resolve();
  }

  get queues(): never {
    return unused();
  }
  rename(_id: string, name: string): Promise<string> {
    return Promise.resolve(name);
  }
  putBack(): string[] {
    return [];
  }
  restore = unused;
  move = unused;
  setPriority = unused;
  setQueue = unused;
  setCategory = unused;
  setLimit = unused;
  pause = unused;
  resume = unused;
  cancel = unused;
  remove = unused;
  record = unused;
  configure = unused;
  timeline = unused;
  setUrl = unused;
  signIn = unused;
  probe = unused;
  reconnect = unused;
  setOnline = unused;

  #download(id: string): DownloadSnapshot {
    const download = this.downloads.get(id);
    if (!download) throw new Error(`No download ${id}`);
    return download;
  }

  #emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function unused(): never {
  throw new Error('The command line has no use for this.');
}
