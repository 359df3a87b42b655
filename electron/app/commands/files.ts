import { shell } from 'electron';
import { access } from 'node:fs/promises';
import { SluiceError } from '../../../shared/failures.ts';

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** @throws {SluiceError} when the file is gone or nothing opens it */
export async function openFile(path: string): Promise<void> {
  if (!(await exists(path))) throw gone(path);
  const problem = await shell.openPath(path);
  if (problem !== '') throw new SluiceError('disk-failed', `${path} could not be opened: ${problem}`);
}

/** With the file selected; when it is gone or not begun, the folder it belongs to. */
export async function showInFolder(path: string | null, directory: string): Promise<void> {
  if (path !== null && (await exists(path))) {
    shell.showItemInFolder(path);
    return;
  }
  if (!(await exists(directory))) throw gone(directory);
  await shell.openPath(directory);
}

/** Never deletes: what cannot go to the trash stays. A file that is gone already is fine. */
export async function moveToTrash(path: string): Promise<void> {
  if (!(await exists(path))) return;
  try {
    await shell.trashItem(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SluiceError('disk-failed', `${path} could not be moved to the trash: ${reason}`, { cause: error });
  }
}

const gone = (path: string): SluiceError => new SluiceError('disk-failed', `${path} is not there any more.`);
