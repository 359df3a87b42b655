import { randomUUID } from 'node:crypto';
import { SluiceError } from '../../../shared/failures.ts';
import { DEFAULT_QUEUE_ID, queuePatchSchema, type Queue, type QueuePatch } from '../../../shared/queue.ts';
import { isOpenAt, nextChangeAt, switchAt } from '../../../shared/schedule.ts';
import type { Clock } from '../task/ports.ts';
import type { Queues } from '../types.ts';

/** What the queues bring about in the list. */
export interface QueueHooks {
  /** Something may run that could not before. */
  opened(): void;
  /** Stops what moves bytes in a queue; resolves when it has. */
  stopped(id: string): Promise<void>;
  /** The downloads of a queue that is gone need another. */
  removed(id: string): void;
}

/**
 * Schedules are looked at this often at least, in ms: a timer stands still while the machine sleeps, and the wall clock may
 * be set.
 */
const LOOK_MS = 60_000;

const refuse = (detail: string): SluiceError => new SluiceError('bad-option', detail);

/** The named queues: what they are set to, and the clockwork of their schedules. */
export class QueueSet implements Queues {
  readonly #queues = new Map<string, Queue>();
  readonly #listeners = new Set<() => void>();
  #callOff: () => void = () => undefined;
  #closed = false;

  constructor(
    private readonly clock: Clock,
    private readonly hooks: QueueHooks,
  ) {
    this.#queues.set(DEFAULT_QUEUE_ID, {
      id: DEFAULT_QUEUE_ID,
      name: '',
      maxActive: null,
      schedule: null,
      started: true,
      changedAt: clock.wallNow(),
    });
  }

  list(): readonly Queue[] {
    return [...this.#queues.values()];
  }

  /** How many downloads of it may run at the same time; 0: stopped. */
  room(id: string): number {
    const queue = this.#queues.get(id);
    return queue?.started === true ? (queue.maxActive ?? Infinity) : 0;
  }

  has(id: string): boolean {
    return this.#queues.has(id);
  }

  /** @throws {SluiceError} `bad-option` */
  get(id: string): Queue {
    const queue = this.#queues.get(id);
    if (!queue) throw refuse('There is no such queue.');
    return queue;
  }

  create(request: QueuePatch & { readonly name: string }): string {
    const patch = parse(request);
    if (patch.name === undefined) throw refuse('A queue needs a name.');
    const changedAt = this.clock.wallNow();
    const id = randomUUID();
    const queue = { id, name: patch.name, maxActive: null, schedule: null, started: true, changedAt };
    void this.#put(this.#patched(queue, patch));
    return id;
  }

  update(id: string, patch: QueuePatch): void {
    void this.#put(this.#patched(this.get(id), parse(patch)));
  }

  remove(id: string): void {
    this.get(id);
    if (id === DEFAULT_QUEUE_ID) throw refuse('The default queue cannot be removed.');
    this.#queues.delete(id);
    this.hooks.removed(id);
    this.#tell();
  }

  start(id: string): void {
    void this.#put({ ...this.get(id), started: true, changedAt: this.clock.wallNow() });
  }

  async stop(id: string): Promise<void> {
    await this.#put({ ...this.get(id), started: false, changedAt: this.clock.wallNow() });
  }

  /** Takes back what an earlier run had, as its schedules want it now. */
  restore(queues: readonly Queue[]): void {
    for (const queue of queues) this.#queues.set(queue.id, queue);
    this.#look();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): void {
    this.#closed = true;
    this.#callOff();
  }

  #patched(queue: Queue, patch: QueuePatch): Queue {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const patched: Queue = { ...queue, ...given };
    if (patch.schedule === undefined) return patched;
    const now = this.clock.wallNow();
    const started = patch.schedule === null || isOpenAt(patch.schedule, now);
    return { ...patched, started, changedAt: now };
  }

  #put(queue: Queue): Promise<void> {
    this.#queues.set(queue.id, queue);
    const stopping = queue.started ? Promise.resolve() : this.hooks.stopped(queue.id);
    this.#tell();
    this.#wind();
    if (queue.started) this.hooks.opened();
    return stopping;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Flips what its schedule has flipped since it was last looked at. */
  #look(): void {
    const now = this.clock.wallNow();
    for (const queue of this.#queues.values()) {
      const { on, changedAt } = switchAt(queue.schedule, { on: queue.started, changedAt: queue.changedAt }, now);
      if (changedAt !== queue.changedAt) void this.#put({ ...queue, started: on, changedAt });
    }
    this.#wind();
  }

  #wind(): void {
    this.#callOff();
    if (this.#closed) return;
    const now = this.clock.wallNow();
    const edges = this.list().flatMap(({ schedule }) => (schedule ? [nextChangeAt(schedule, now) ?? Infinity] : []));
    if (edges.length === 0) return;
    this.#callOff = this.clock.after(Math.min(LOOK_MS, Math.min(...edges) - now), () => {
      this.#look();
    });
  }
}

function parse(patch: QueuePatch): QueuePatch {
  const parsed = queuePatchSchema.safeParse(patch);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(`${issue?.path.join('.') ?? 'queue'}: ${issue?.message ?? 'malformed'}`);
  }
  return parsed.data;
}
