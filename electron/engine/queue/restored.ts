import { restoredStatus } from '../task/new-record.ts';
import { reservationKey, type Reservations } from '../task/target.ts';
import type { TaskDeps } from '../task/task-deps.ts';
import { Task } from '../task/task.ts';
import type { DownloadRecord } from '../types.ts';

/** A download from its record, not on the list yet; `null`: a stored request that nobody could have added. */
export function restoredTask(record: DownloadRecord, deps: TaskDeps): Task | null {
  let task: Task;
  try {
    task = new Task({ ...record, status: restoredStatus(record.status) }, deps);
  } catch {
    // The others must not be lost for it.
    return null;
  }
  // Only what is shown depends on it: a checkpoint that cannot be read is met again when the download goes on.
  task.rest().catch(() => undefined);
  return task;
}

/** While a download was off the list another may have taken its name, and with it the part file: it begins again then. */
export function withFreeName(record: DownloadRecord, reservations: Reservations): DownloadRecord {
  const { named, status, request, fileName } = record;
  const taken = named && status !== 'finished' && reservations.has(reservationKey(request.directory, fileName));
  return taken ? { ...record, named: false, receivedBytes: 0 } : record;
}
