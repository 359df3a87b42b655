import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from '../words/index.ts';

/** What menus and tray can ask for. */
export interface MenuActions {
  show(): void;
  add(): void;
  addFromClipboard(): void;
  pauseAll(): void;
  resumeAll(): void;
  closeWindow(): void;
  quit(): void;
}

export interface MenuFacts {
  readonly platform: NodeJS.Platform;
  readonly appName: string;
  /** Reloading and developer tools. */
  readonly isDevelopment: boolean;
}

/** The application menu. Labels are given even where a role has one: Electron's are English on Linux and Windows. */
export function menuTemplate(words: Words, actions: MenuActions, facts: MenuFacts): MenuItemConstructorOptions[] {
  const isMac = facts.platform === 'darwin';
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const quit: MenuItemConstructorOptions = { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit };
  const appMenu: MenuItemConstructorOptions = {
    label: facts.appName,
    submenu: [{ role: 'about' }, line, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, line, quit],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: words.menuFile,
      submenu: [
        { label: words.add, accelerator: 'CmdOrCtrl+N', click: actions.add },
        { label: words.addFromClipboard, accelerator: 'CmdOrCtrl+Shift+N', click: actions.addFromClipboard },
        line,
        { label: words.close, accelerator: 'CmdOrCtrl+W', click: actions.closeWindow },
        ...(isMac ? [] : [quit]),
      ],
    },
    {
      label: words.menuEdit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        line,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.menuDownloads,
      submenu: [
        { label: words.pauseAll, click: actions.pauseAll },
        { label: words.resumeAll, click: actions.resumeAll },
      ],
    },
    {
      label: words.menuView,
      submenu: [
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'resetZoom', label: words.actualSize },
        line,
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(facts.isDevelopment ? [line, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    ...(isMac ? [{ label: words.menuWindow, submenu: [{ role: 'minimize' as const, label: words.minimize }] }] : []),
  ];
}
