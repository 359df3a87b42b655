import { randomUUID } from 'node:crypto';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { Network } from '../task/network.ts';
import { DEFAULT_QUEUE_ID, type Place, type Priority, type Queue } from '../../../shared/queue.ts';
import { RateLimiter } from '../rate/limiter.ts';
import { newRecord } from '../task/new-record.ts';
import { transportPool, type TransportPool } from '../http/transport-pool.ts';
import { systemPorts, type TaskPorts } from '../task/ports.ts';
import { Task } from '../task/task.ts';
import { SpaceWatch } from '../task/space-watch.ts';
import type { TaskDeps } from '../task/task-deps.ts';
import { Terms } from '../task/terms.ts';
import type { AddOptions, DownloadRecord, DownloadRequest, Engine, EngineEvent, EngineOptions } from '../types.ts';
import { MemoryBudget } from '../write/memory-budget.ts';
import { rename, setUrl, signIn } from './amend.ts';
import { post, probe } from './asking.ts';
import { Discards } from './discards.ts';
import { Endings } from './endings.ts';
import { OrderedList } from './list.ts';
import { restoredTask, withFreeName } from './restored.ts';
import { QueueSet } from './queues.ts';
import { Starter } from './starter.ts';

/** Nothing runs before `add` or `restore`. @param ports `hosts` to remember beyond the process; others only in tests */
export function createEngine(options: EngineOptions, ports?: Partial<TaskPorts>): Engine {
  return new QueueEngine(options, ports);
}

/** The list of downloads: ties its order, the queues and who is next to what each download does. */
class QueueEngine implements Engine {
  readonly queues: QueueSet;
  readonly #tasks = new OrderedList<Task>({
    of: (task) => task.record.position,
    set: (task, position) => task.arrange({ position }),
  });
  readonly #starter: Starter;
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  readonly #transports: TransportPool;
  readonly #deps: TaskDeps;
  readonly #network: Network;
  readonly #space: SpaceWatch;
  readonly #discards: Discards;
  readonly #endings = new Endings();
  #closed = false;

  readonly setUrl: Engine['setUrl'] = (id, url) => setUrl(this.#tasks, this.#changed, id, url);
  readonly rename: Engine['rename'] = (id, name) => rename(this.#tasks, this.#changed, id, name);
  readonly signIn: Engine['signIn'] = (id, ...given) => signIn(this.#tasks, this.#changed, id, ...given);
  readonly path: Engine['path'] = (id) => this.#tasks.get(id)?.path ?? null;
  readonly get: Engine['get'] = (id) => this.#tasks.get(id)?.snapshot();
  readonly timeline: Engine['timeline'] = (id) => this.#tasks.get(id)?.record.timeline ?? [];
  readonly probe: Engine['probe'] = (...given) => probe(this.#deps, given);
  readonly post: Engine['post'] = (...given) => post(this.#deps, given);

  constructor(options: EngineOptions, ports: Partial<TaskPorts> = {}) {
    this.#transports = transportPool(ports.systemProxy);
    this.#transports.configure(options);
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
      network: this.#network,
      terms: new Terms(allPorts.clock, options.hostTerms),
      limit: new RateLimiter(allPorts.clock, options.limitBytesPerSecond ?? null),
      emit: (event) => {
        this.#emit(event);
      },
    };
    this.#discards = new Discards(this.#deps, (task) => {
      this.#append(task);
      this.#arranged(this.#tasks.separate([task.id]), true);
    });
    this.queues = new QueueSet(allPorts.clock, {
      opened: () => {
        this.#pump();
      },
      stopped: (id) => this.#stopMoving((task) => task.record.queueId === id),
      removed: (id) => {
        this.#handOver(
          [...this.#tasks.values()].filter((task) => task.record.queueId === id),
          DEFAULT_QUEUE_ID,
        );
      },
    });
    const { maxActiveDownloads: maxActive, maxActivePerHost = null } = options;
    this.#starter = new Starter({ maxActive, maxActivePerHost }, (id) => this.queues.room(id));
  }

  add(request: DownloadRequest, options: AddOptions = {}): string {
    const { paused = false, priority = 'normal', queueId = DEFAULT_QUEUE_ID, categoryId = null } = options;
    this.queues.get(queueId);
    const createdAt = this.#deps.ports.clock.wallNow();
    const position = this.#tasks.nextPosition;
    const draft = { id: randomUUID(), request, paused, position, priority, queueId, categoryId, createdAt };
    const record = newRecord(draft);
    this.#append(new Task(record, this.#deps));
    this.#pump();
    return record.id;
  }

  restore(records: readonly DownloadRecord[], queues: readonly Queue[] = []): void {
    this.queues.restore(queues);
    const listed = records.filter(({ discarding }) => !discarding);
    for (const record of listed.sort((a, b) => a.position - b.position)) this.#restoreOne(record);
    void this.#endings.track(this.#discards.resume(records));
    this.#pump();
  }

  #restoreOne(record: DownloadRecord): void {
    const queueId = this.queues.has(record.queueId) ? record.queueId : DEFAULT_QUEUE_ID;
    const task = restoredTask({ ...record, queueId }, this.#deps);
    if (task) this.#append(task);
  }

  putBack(records: readonly DownloadRecord[]): string[] {
    const missing = records.filter(({ id }) => !this.#tasks.has(id));
    for (const record of missing) this.#restoreOne(withFreeName(record, this.#deps.reservations));
    const ids = missing.map(({ id }) => id).filter((id) => this.#tasks.has(id));
    const moved = this.#tasks.separate(ids).map(({ id }) => id);
    this.#arranged(this.#tasks.pick([...ids, ...moved]), true);
    return ids;
  }

  #append(task: Task): void {
    this.#tasks.insert(task);
    this.#sort(task);
    this.#emit({ type: 'added', id: task.id });
  }

  async pause(id: string): Promise<void> {
    await this.#endings.track(this.#tasks.get(id)?.stop('paused') ?? Promise.resolve());
  }

  resume(id: string): void {
    const task = this.#tasks.get(id);
    if (!task || task.status === 'finished') return;
    task.queue();
    this.#pump();
  }

  async cancel(id: string, { keepPart }: { readonly keepPart: boolean }): Promise<DownloadRecord | null> {
    const task = this.#tasks.get(id);
    if (!task) return null;
    const { status } = task;
    const deletes = !keepPart && status !== 'finished';
    // Off the list first: whatever is called meanwhile finds nothing to act on.
    this.#tasks.delete(id);
    this.#starter.leave(id);
    if (deletes) this.#discards.begin(task);
    this.#emit({ type: 'removed', id });
    await this.#endings.track(
      deletes ? this.#discards.finish(task) : task.stop('paused').then(() => task.leave(false)),
    );
    return deletes ? null : { ...task.record, status: task.status === 'finished' ? 'finished' : status };
  }

  readonly remove = (id: string): Promise<DownloadRecord | null> => this.cancel(id, { keepPart: true });

  move(ids: readonly string[], place: Place): void {
    this.#arranged(this.#tasks.move(ids, place), true);
  }

  setPriority(ids: readonly string[], priority: Priority): void {
    this.#arrange(ids, (task) => task.arrange({ priority }));
  }

  setCategory(ids: readonly string[], categoryId: string | null): void {
    this.#arrange(ids, (task) => task.arrange({ categoryId }));
  }

  setQueue(ids: readonly string[], queueId: string): void {
    this.queues.get(queueId);
    this.#handOver(this.#tasks.pick(ids), queueId);
  }

  setLimit(ids: readonly string[], bytesPerSecond: number | null): void {
    this.#arrange(ids, (task) => task.limitTo(bytesPerSecond));
  }

  list(): readonly DownloadSnapshot[] {
    return [...this.#tasks.values()].map((task) => task.snapshot());
  }

  record(id: string): DownloadRecord | undefined {
    return this.#tasks.get(id)?.record ?? this.#discards.record(id);
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
    this.#starter.configure(options);
    this.#transports.configure(options);
    if (options.hostTerms) this.#deps.terms.set(options.hostTerms);
    if ('limitBytesPerSecond' in options) this.#deps.limit.setRate(options.limitBytesPerSecond ?? null);
    this.#pump();
  }

  async shutdown(): Promise<void> {
    this.#closed = true;
    this.#space.close();
    this.queues.close();
    await Promise.all([...this.#tasks.values()].filter((task) => task.busy).map((task) => task.stop(null)));
    await this.#endings.all();
    this.#transports.close();
  }

  /** They wait again, in their places. What only computes a checksum needs neither the network nor another try. */
  async #stopMoving(concerns: (task: Task) => boolean): Promise<void> {
    const moving = [...this.#tasks.values()].filter(
      (task) => task.busy && task.status !== 'verifying' && concerns(task),
    );
    await Promise.all(moving.map((task) => this.#endings.track(task.stop('queued'))));
  }

  #handOver(tasks: readonly Task[], queueId: string): void {
    for (const task of tasks) {
      task.arrange({ queueId });
      this.#starter.assign(task.id, queueId);
    }
    const handed = new Set(tasks);
    if (this.queues.room(queueId) === 0) void this.#stopMoving((task) => handed.has(task));
    this.#arranged(tasks, false);
  }

  #arrange(ids: readonly string[], change: (task: Task) => void): void {
    const tasks = this.#tasks.pick(ids);
    for (const task of tasks) change(task);
    this.#arranged(tasks, false);
  }

  #arranged(tasks: readonly Task[], moved: boolean): void {
    for (const task of tasks) this.#sort(task);
    for (const { id } of tasks) this.#emit({ type: 'arranged', id, moved });
    this.#pump();
  }

  /** Lets the starter know whether it waits for a place. */
  #sort(task: Task): void {
    const { id, status, busy, record } = task;
    // One that left the list, and may be back as another.
    if (this.#tasks.get(id) !== task) return;
    if (status === 'queued' && !busy) this.#starter.wait(record);
    else this.#starter.leave(id);
  }

  /** Starts what may run now. */
  #pump(): void {
    if (this.#closed) return;
    for (let id = this.#starter.next(); id !== null; id = this.#starter.next()) {
      const task = this.#tasks.get(id);
      if (task) void this.#run(task);
    }
  }

  async #run(task: Task): Promise<void> {
    await task.start();
    this.#starter.ended(task.id);
    // What has been stopped for its queue, or was queued again while it ended, waits from now on.
    this.#changed(task);
  }

  /** Whether it waits may be otherwise now, and who is next. */
  readonly #changed = (task: Task): void => {
    this.#sort(task);
    this.#pump();
  };

  #emit(event: EngineEvent): void {
    const task = this.#tasks.get(event.id);
    if (event.type !== 'removed' && event.type !== 'discarded' && !task) return;
    this.#space.note(event);
    if (event.type === 'changed' && task) this.#sort(task);
    for (const listener of this.#listeners) listener(event);
  }
}
