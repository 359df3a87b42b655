import { app, dialog, type BrowserWindow } from 'electron';
import { EXIT_CODES } from '../../shared/failures.ts';
import { NewerLibraryError } from '../library/index.ts';
import { logProblem } from './log.ts';
import { chooseWords, type Words } from './words/index.ts';

/** The first time the window is closed to the tray. Resolves to whether the program shall go on. */
export async function explainTray(window: BrowserWindow, words: Words, active: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    message: words.closedTitle,
    detail: words.closedMessage(active),
    buttons: [words.keepRunning, words.quitNow],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

export async function tellSetAside(window: BrowserWindow, words: Words, path: string): Promise<void> {
  await dialog.showMessageBox(window, {
    type: 'warning',
    message: words.setAsideTitle,
    detail: words.setAsideMessage(path),
    noLink: true,
  });
}

export async function chooseFolder(window: BrowserWindow, current: string): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    defaultPath: current,
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

/** Whether the user lets Sluice start this program by itself. */
export async function allowProgram(window: BrowserWindow, words: Words, command: readonly string[]): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.hookTitle,
    detail: words.hookMessage(command.join('\n    ')),
    buttons: [words.hookAllow, words.hookRefuse],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/**
 * Nothing works without the library: says why, then ends.
 * @param isAttended someone sits before the screen; a start from a script must not wait for a click
 */
export async function failToStart(error: unknown, isAttended: boolean): Promise<void> {
  logProblem('cannot start', error);
  if (isAttended) {
    const words = chooseWords('system', app.getPreferredSystemLanguages());
    await dialog.showMessageBox({
      type: 'error',
      message: words.startFailedTitle,
      detail: error instanceof NewerLibraryError ? error.message : String(error),
      noLink: true,
    });
  }
  app.exit(EXIT_CODES.unexpected);
}
