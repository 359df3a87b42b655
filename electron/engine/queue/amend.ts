import { SluiceError } from '../../../shared/failures.ts';
import { parseUrl } from '../task/options.ts';
import type { Task } from '../task/task.ts';

interface Tasks {
  get(id: string): Task | undefined;
}
/** Called when it does not wait for a place any more, or does again. */
type Changed = (task: Task) => void;

const notListed = (): SluiceError => new SluiceError('bad-option', 'This download is not on the list any more.');

/** Does `work` while nothing else is done with the download, if it is still on the list then. */
async function amend(tasks: Tasks, changed: Changed, task: Task, work: () => Promise<void> | void): Promise<void> {
  const amended = task.amend(async () => {
    if (tasks.get(task.id) !== task) throw notListed();
    await work();
  });
  // It takes no place now.
  changed(task);
  try {
    await amended;
  } finally {
    changed(task);
  }
}

/** See {@link Engine.setUrl}. */
export async function setUrl(tasks: Tasks, changed: Changed, id: string, url: string): Promise<void> {
  parseUrl(url);
  const unfinished = (): Task => {
    const task = tasks.get(id);
    if (task && task.status !== 'finished') return task;
    throw new SluiceError('bad-option', 'Only an unfinished download takes a link');
  };
  const task = unfinished();
  const relinking = amend(tasks, changed, task, () => {
    unfinished().relink(url);
  });
  // Also one that is paused or has failed: who gives it another link wants it to go on.
  task.queue();
  await relinking;
}

/** See {@link Engine.rename}. */
export async function rename(tasks: Tasks, changed: Changed, id: string, name: string): Promise<string> {
  const task = tasks.get(id);
  if (!task) throw notListed();
  await amend(tasks, changed, task, () => task.rename(name));
  return task.record.fileName;
}
