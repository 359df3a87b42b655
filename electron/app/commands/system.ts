import { nativeImage, type BrowserWindow } from 'electron';
import { chooseFolder } from '../dialogs.ts';
import type { SystemActions } from './commands.ts';
import { openFile, showInFolder } from './files.ts';
import { freeSpace } from './free-space.ts';

/** What is seen under the pointer while a file is dragged, in pixels. */
const DRAG_ICON = 48;

/** @param icon absolute path of the app's picture */
export const systemActions = (window: BrowserWindow, icon: string): SystemActions => ({
  openFile,
  showInFolder,
  freeSpace,
  dragOut(paths) {
    const [first = ''] = paths;
    // A drag without a picture is refused.
    const picture = nativeImage.createFromPath(icon).resize({ width: DRAG_ICON, height: DRAG_ICON });
    window.webContents.startDrag({ file: first, files: [...paths], icon: picture });
  },
  chooseFolder: (current) => chooseFolder(window, current),
});
