import { reservationKey } from '../task/target.ts';
import type { TaskDeps } from '../task/task-deps.ts';
import { Task } from '../task/task.ts';
import type { DownloadRecord } from '../types.ts';

/** Downloads off the list whose part files are being deleted: they stay on record until those are gone. */
export class Discards {
  readonly #tasks = new Map<string, Task>();

  /** @param kept called with one whose file had its name before it could be stopped: that is not a part file any more */
  constructor(
    private readonly deps: TaskDeps,
    private readonly kept: (task: Task) => void,
  ) {}

  record(id: string): DownloadRecord | undefined {
    return this.#tasks.get(id)?.record;
  }

  /** Before its removal is told, so that the intent is recorded before the first file goes. */
  begin(task: Task): void {
    task.arrange({ discarding: true });
    this.#tasks.set(task.id, task);
  }

  /** Before it is finished. Rejects when a file could not be deleted; the download stays on record then. */
  async finish(task: Task): Promise<void> {
    await task.stop('removed');
    if (task.status === 'finished') {
      this.#tasks.delete(task.id);
      task.arrange({ discarding: undefined });
      this.kept(task);
      return;
    }
    await task.leave(true);
    this.#tasks.delete(task.id);
    this.deps.emit({ type: 'discarded', id: task.id });
  }

  /**
   * Ends what a kill has cut off, after the list was taken back; what cannot be deleted now is tried again at the next
   * start. @param records what is not being deleted among them is passed over
   */
  async resume(records: readonly DownloadRecord[]): Promise<void> {
    await Promise.allSettled(records.map(async (record) => record.discarding && this.#resumeOne(record)));
  }

  /** A part file that another download of the list has by now is not touched. */
  async #resumeOne(record: DownloadRecord): Promise<void> {
    const { id, fileName, request } = record;
    if (this.deps.reservations.has(reservationKey(request.directory, fileName))) {
      this.deps.emit({ type: 'discarded', id });
      return;
    }
    const task = new Task(record, this.deps);
    this.#tasks.set(id, task);
    await this.finish(task);
  }
}
