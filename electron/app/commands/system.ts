import type { BrowserWindow } from 'electron';
import { chooseFolder } from '../dialogs.ts';
import type { SystemActions } from './commands.ts';
import { openFile, showInFolder } from './files.ts';
import { freeSpace } from './free-space.ts';

export const systemActions = (window: BrowserWindow): SystemActions => ({
  openFile,
  showInFolder,
  freeSpace,
  chooseFolder: (current) => chooseFolder(window, current),
});
