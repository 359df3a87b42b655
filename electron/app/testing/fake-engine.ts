import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Queue } from '../../../shared/queue.ts';
import type { Status } from '../../../shared/status.ts';
import type { DownloadRequest, Engine, EngineEvent } from '../../engine/index.ts';
import { makeSnapshot } from '../../ipc/testing/fake-list.ts';

/** An engine that only keeps a list and tells what was asked of it. */
export class FakeEngine implements Engine {
  readonly calls: string[] = [];
  readonly queues: Engine['queues'] = {
    list: () => this.#stopped,
    create: ({ name }) => `queue-${name}`,
    update: (id, patch) => void this.calls.push(`update ${id} ${JSON.stringify(patch)}`),
    remove: (id) => void this.calls.push(`remove queue ${id}`),
    start: (id) => void this.calls.push(`start ${id}`),
    stop: (id) => Promise.resolve(void this.calls.push(`stop ${id}`)),
    subscribe: () => () => undefined,
  };
  readonly requests: DownloadRequest[] = [];
  #stopped: Queue[] = [];
  readonly #rows = new Map<string, DownloadSnapshot>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  /** What `add` throws for a URL. */
  refuse: (url: string) => Error | null = () => null;
  #next = 1;

  stopQueue(id: string): void {
    this.#stopped = [{ id, name: '', maxActive: null, schedule: null, started: false, changedAt: 0 }];
  }
  put(id: string, status: Status, changes: Partial<DownloadSnapshot> = {}): void {
    const before = this.#rows.get(id);
    this.#rows.set(id, makeSnapshot(id, { ...before, status, ...changes }));
    this.#emit(before ? { type: 'changed', id, from: before.status, to: status } : { type: 'added', id });
  }
  progress(id: string, changes: Partial<DownloadSnapshot>): void {
    const row = this.#rows.get(id);
    if (row) this.#rows.set(id, { ...row, ...changes });
    this.#emit({ type: 'progress', id });
  }

  add(request: DownloadRequest, options: { readonly paused?: boolean } = {}): string {
    const error = this.refuse(request.url);
    if (error) throw error;
    const id = `added-${this.#next++}`;
    this.requests.push(request);
    this.put(id, options.paused ? 'paused' : 'queued', { url: request.url });
    return id;
  }
  readonly post: Engine['post'] = (url) => {
    this.calls.push(`post ${url}`);
    return Promise.resolve(204);
  };
  move(ids: readonly string[], place: unknown): void {
    this.calls.push(`move ${ids.join(' ')} ${JSON.stringify(place)}`);
  }
  setPriority(ids: readonly string[], priority: string): void {
    this.calls.push(`priority ${ids.join(' ')} ${priority}`);
  }
  setCategory(ids: readonly string[], categoryId: string | null): void {
    this.calls.push(`category ${ids.join(' ')} ${String(categoryId)}`);
  }
  setQueue(ids: readonly string[], queueId: string): void {
    this.calls.push(`queue ${ids.join(' ')} ${queueId}`);
  }
  setLimit(ids: readonly string[], bytesPerSecond: number | null): void {
    this.calls.push(`limit ${ids.join(' ')} ${String(bytesPerSecond)}`);
  }
  restore(): void {
    this.calls.push('restore');
  }
  rename(_id: string, name: string): Promise<string> {
    return Promise.resolve(name);
  }
  putBack(): string[] {
    return [];
  }
  async pause(id: string): Promise<void> {
    this.calls.push(`pause ${id}`);
    await Promise.resolve();
  }
  resume(id: string): void {
    this.calls.push(`resume ${id}`);
  }
  async cancel(id: string, { keepPart }: { readonly keepPart: boolean }): Promise<null> {
    this.calls.push(`cancel ${id}${keepPart ? ' keep' : ''}`);
    await Promise.resolve();
    if (this.#rows.delete(id)) this.#emit({ type: 'removed', id });
    return null;
  }
  async remove(id: string): Promise<null> {
    this.calls.push(`remove ${id}`);
    await Promise.resolve();
    if (this.#rows.delete(id)) this.#emit({ type: 'removed', id });
    return null;
  }
  list(): readonly DownloadSnapshot[] {
    return [...this.#rows.values()];
  }
  get(id: string): DownloadSnapshot | undefined {
    return this.#rows.get(id);
  }
  record(): undefined {
    return undefined;
  }
  path(id: string): string | null {
    return this.#rows.has(id) ? `/downloads/${id}` : null;
  }
  timeline(): readonly [] {
    return [];
  }
  async setUrl(id: string, url: string): Promise<void> {
    this.calls.push(`set-url ${id} ${url}`);
    await Promise.resolve();
  }
  async signIn(id: string, { user }: { readonly user: string }, whom: string): Promise<void> {
    this.calls.push(`sign-in ${id} ${user} ${whom}`);
    await Promise.resolve();
  }
  probe(): Promise<never> {
    return Promise.reject(new Error('This engine asks no server.'));
  }
  reconnect(): void {
    this.calls.push('reconnect');
  }
  setOnline(online: boolean): void {
    this.calls.push(`online ${String(online)}`);
  }
  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
  configure(): void {
    this.calls.push('configure');
  }
  async shutdown(): Promise<void> {
    this.calls.push('shutdown');
    await Promise.resolve();
  }

  #emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
