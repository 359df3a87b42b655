import { randomUUID } from 'node:crypto';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import type { TimelineEntry } from '../../../shared/timeline.ts';
import { TokenBucket } from '../rate/token-bucket.ts';
import { Network } from '../task/network.ts';
import { systemPorts, transportPool, type TaskPorts } from '../task/ports.ts';
import { parseUrl } from '../task/options.ts';
import { restoredStatus } from '../task/new-record.ts';
import { Task } from '../task/task.ts';
import { SpaceWatch } from '../task/space-watch.ts';
import type { TaskDeps } from '../task/task-deps.ts';
import type { DownloadRecord, DownloadRequest, Engine, EngineEvent, EngineOptions } from '../types.ts';
import { MemoryBudget } from '../write/memory-budget.ts';

/** @param ports other ones only in tests */
export function createEngine(options: EngineOptions, ports?: Partial<TaskPorts>): Engine {
  return new QueueEngine(options, ports);
}

/** The list of downloads and the order in which they run. */
class QueueEngine implements Engine {
  readonly #tasks = new Map<string, Task>();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #transports = transportPool();
  readonly #deps: TaskDeps;
  readonly #network: Network;
  readonly #space: SpaceWatch;
  #maxActive: number;
  readonly #ending = new Set<Promise<void>>();
  #running = 0;
  #closed = false;

  constructor(options: EngineOptions, ports: Partial<TaskPorts> = {}) {
    this.#maxActive = options.maxActiveDownloads;
    const allPorts = { ...systemPorts(this.#transports.get), ...ports };
    this.#network = new Network(allPorts.network);
    this.#space = new SpaceWatch({
      clock: allPorts.clock,
      tasks: this.#tasks,
      goOn: (id) => {
        this.#tasks.get(id)?.note('space-freed');
        this.resume(id);
      },
    });
    this.#deps = {
      ports: allPorts,
      reservations: new Set(),
      budget: new MemoryBudget(),
      limit: new TokenBucket(options.limitBytesPerSecond ?? null),
      network: this.#network,
      emit: (event) => {
        this.#emit(event);
      },
    };
  }

  add(request: DownloadRequest, { paused = false } = {}): string {
    const task = Task.create(randomUUID(), request, paused, this.#deps);
    this.#tasks.set(task.id, task);
    this.#emit({ type: 'added', id: task.id });
    this.#pump();
    return task.id;
  }

  restore(records: readonly DownloadRecord[]): void {
    for (const record of records) this.#restoreOne(record);
    this.#pump();
  }

  #restoreOne(record: DownloadRecord): void {
    let task: Task;
    try {
      task = new Task({ ...record, status: restoredStatus(record.status) }, this.#deps);
    } catch {
      // A stored request that nobody could have added: the others must not be lost for it.
      return;
    }
    this.#tasks.set(task.id, task);
    this.#emit({ type: 'added', id: task.id });
    // Only what is shown depends on it: a checkpoint that cannot be read is met again when the download goes on.
    task.rest().catch(() => undefined);
  }

  async pause(id: string): Promise<void> {
    await this.#track(this.#tasks.get(id)?.stop('paused') ?? Promise.resolve());
  }

  resume(id: string): void {
    const task = this.#tasks.get(id);
    if (!task || task.status === 'finished') return;
    task.queue();
    this.#pump();
  }

  async cancel(id: string, { keepPart }: { readonly keepPart: boolean }): Promise<void> {
    const task = this.#tasks.get(id);
    if (!task) return;
    // Off the list first: whatever is called meanwhile finds nothing to act on.
    this.#tasks.delete(id);
    this.#emit({ type: 'removed', id });
    await this.#track(task.stop(keepPart ? 'paused' : 'removed').then(() => task.leave(!keepPart)));
  }

  async remove(id: string): Promise<void> {
    await this.cancel(id, { keepPart: true });
  }

  list(): readonly DownloadSnapshot[] {
    return [...this.#tasks.values()].map((task) => task.snapshot());
  }

  get(id: string): DownloadSnapshot | undefined {
    return this.#tasks.get(id)?.snapshot();
  }

  record(id: string): DownloadRecord | undefined {
    return this.#tasks.get(id)?.record;
  }

  path(id: string): string | null {
    return this.#tasks.get(id)?.path ?? null;
  }

  timeline(id: string): readonly TimelineEntry[] {
    return this.#tasks.get(id)?.record.timeline ?? [];
  }

  async setUrl(id: string, url: string): Promise<void> {
    parseUrl(url);
    const task = this.#tasks.get(id);
    if (!task || task.status === 'finished')
      throw new SluiceError('bad-option', 'Only an unfinished download takes a link');
    await this.pause(id);
    task.relink(url);
    this.resume(id);
  }

  reconnect(): void {
    this.#transports.reset();
    this.#network.reconnect();
  }

  setOnline(online: boolean): void {
    this.#network.setOnline(online);
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  configure(options: Partial<EngineOptions>): void {
    if (options.maxActiveDownloads !== undefined) this.#maxActive = options.maxActiveDownloads;
    if ('limitBytesPerSecond' in options) this.#deps.limit.setRate(options.limitBytesPerSecond ?? null);
    this.#pump();
  }

  async shutdown(): Promise<void> {
    this.#closed = true;
    this.#space.close();
    await Promise.all([...this.#tasks.values()].filter((task) => task.busy).map((task) => task.stop(null)));
    await Promise.all(this.#ending);
    this.#transports.close();
  }

  /** What is being stopped must have ended before the program does. */
  async #track(ending: Promise<void>): Promise<void> {
    this.#ending.add(ending);
    try {
      await ending;
    } finally {
      this.#ending.delete(ending);
    }
  }

  /** Starts what waits, in list order, as far as there is room. */
  #pump(): void {
    if (this.#closed) return;
    for (const task of this.#tasks.values()) {
      if (this.#running >= this.#maxActive) return;
      if (task.status !== 'queued' || task.busy) continue;
      this.#running += 1;
      void task.start().then(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  #emit(event: EngineEvent): void {
    if (event.type !== 'removed' && !this.#tasks.has(event.id)) return;
    this.#space.note(event);
    for (const listener of this.#listeners) listener(event);
  }
}
