import { SluiceError } from '../../../shared/failures.ts';
import { isActive } from '../../../shared/status.ts';
import { parseUrl } from '../task/options.ts';
import { relinked, signedIn } from '../task/relink.ts';
import type { Task } from '../task/task.ts';
import type { Credentials, Engine } from '../types.ts';

interface Tasks {
  get(id: string): Task | undefined;
}
type Runner = Pick<Engine, 'pause' | 'resume'>;

/** See {@link Engine.setUrl}. */
export async function setUrl(tasks: Tasks, runner: Runner, id: string, url: string): Promise<void> {
  parseUrl(url);
  const task = unfinished(tasks, id, 'a link');
  await runner.pause(id);
  task.amend(relinked(task.record.request, url), 'link-replaced');
  runner.resume(id);
}

/** See {@link Engine.signIn}. */
export async function signIn(
  tasks: Tasks,
  runner: Runner,
  id: string,
  given: Credentials,
  whom: 'server' | 'proxy',
): Promise<void> {
  const task = unfinished(tasks, id, 'a sign-in');
  await runner.pause(id);
  task.amend(signedIn(task.record.request, given, whom), 'signed-in');
  runner.resume(id);
}

function unfinished(tasks: Tasks, id: string, what: string): Task {
  const task = tasks.get(id);
  if (!task || task.status === 'finished')
    throw new SluiceError('bad-option', `Only an unfinished download takes ${what}`);
  return task;
}

/** See {@link Engine.rename}. */
export async function rename(tasks: Tasks, runner: Runner, id: string, name: string): Promise<string> {
  const task = tasks.get(id);
  if (!task) throw new SluiceError('bad-option', 'This download is not on the list any more.');
  const goesOn = isActive(task.status);
  if (goesOn) await runner.pause(id);
  try {
    await task.rename(name);
  } finally {
    // Also what was resumed by someone else meanwhile: it waits for this to end.
    if (goesOn || task.status === 'queued') runner.resume(id);
  }
  return task.record.fileName;
}
