import { SluiceError } from '../../../shared/failures.ts';
import { parseUrl } from '../task/options.ts';
import { relinked, signedIn } from '../task/relink.ts';
import type { Task } from '../task/task.ts';
import type { Credentials } from '../types.ts';

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
  await replace(tasks, changed, id, 'a link', (task) => {
    task.take(relinked(task.record.request, url), 'link-replaced');
  });
}

/** See {@link Engine.signIn}. */
export async function signIn(
  tasks: Tasks,
  changed: Changed,
  id: string,
  given: Credentials,
  whom: 'server' | 'proxy',
): Promise<void> {
  await replace(tasks, changed, id, 'a sign-in', (task) => {
    task.take(signedIn(task.record.request, given, whom), 'signed-in');
  });
}

/** Also one that is paused or has failed goes on then: who gives it something new wants that. */
async function replace(
  tasks: Tasks,
  changed: Changed,
  id: string,
  what: string,
  work: (task: Task) => void,
): Promise<void> {
  const unfinished = (): Task => {
    const task = tasks.get(id);
    if (task && task.status !== 'finished') return task;
    throw new SluiceError('bad-option', `Only an unfinished download takes ${what}`);
  };
  const task = unfinished();
  const replacing = amend(tasks, changed, task, () => {
    work(unfinished());
  });
  task.queue();
  await replacing;
}

/** See {@link Engine.rename}. */
export async function rename(tasks: Tasks, changed: Changed, id: string, name: string): Promise<string> {
  const task = tasks.get(id);
  if (!task) throw notListed();
  await amend(tasks, changed, task, () => task.rename(name));
  return task.record.fileName;
}
