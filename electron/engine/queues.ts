import type { Queue, QueuePatch } from '../../shared/queue.ts';

/**
 * Named queues. Each download belongs to one, and waits while that is stopped or full. The default queue is always there.
 * Methods that take an id throw {@link SluiceError} `bad-option` when there is no such queue.
 */
export interface Queues {
  /** The default queue first, then in the order they were made. */
  list(): readonly Queue[];
  /**
   * Makes a started queue, or one as its schedule wants it now. Returns its id.
   * @throws {SluiceError} `bad-option`: no name, or a schedule or limit that makes no sense
   */
  create(request: QueuePatch & { readonly name: string }): string;
  /**
   * Changes what is given. A new schedule starts or stops the queue as it wants it now; `null` starts it. Fewer active
   * downloads stop none that run.
   * @throws {SluiceError} `bad-option`
   */
  update(id: string, patch: QueuePatch): void;
  /** Its downloads go to the default queue, in their places. @throws {SluiceError} `bad-option` for the default queue */
  remove(id: string): void;
  /** Lets its downloads run, until its schedule stops it again. Idempotent. */
  start(id: string): void;
  /**
   * Its downloads that move bytes are stopped and wait, in their places; one that is being verified ends. Resolves when
   * their checkpoints are on disk. Its schedule starts it again. Idempotent.
   */
  stop(id: string): Promise<void>;
  /** Called after every change, synchronously; must not throw. Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}
