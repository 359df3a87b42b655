import type { MenuItemConstructorOptions } from 'electron';
import type { WhenDone } from '../../../shared/settings.ts';
import { keysOf, type ShortcutName } from '../../../shared/shortcuts.ts';
import type { Words } from '../words/index.ts';
import type { MenuActions } from './menu-actions.ts';
import { basketItem, doneItems } from './tray-menu.ts';

export interface MenuFacts {
  readonly platform: NodeJS.Platform;
  readonly appName: string;
  /** Reloading and developer tools. */
  readonly isDevelopment: boolean;
  readonly slowMode: boolean;
  readonly dropBasket: boolean;
  readonly whenDone: WhenDone;
}

/** The application menu. Labels are given even where a role has one: Electron's are English on Linux and Windows. */
export function menuTemplate(words: Words, actions: MenuActions, facts: MenuFacts): MenuItemConstructorOptions[] {
  const isMac = facts.platform === 'darwin';
  const keys = (name: ShortcutName): { accelerator: string } => ({ accelerator: keysOf(name, isMac)[0] ?? '' });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const quit: MenuItemConstructorOptions = { label: words.quit, ...keys('quit'), click: actions.quit };
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    ...keys('settings'),
    click: () => actions.run('settings'),
  };
  const appMenu: MenuItemConstructorOptions = {
    label: facts.appName,
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      quit,
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: words.menuFile,
      submenu: [
        { label: words.add, ...keys('add'), click: actions.add },
        { label: words.addFromClipboard, ...keys('addFromClipboard'), click: actions.addFromClipboard },
        line,
        ...(isMac ? [] : [settings, line]),
        { label: words.close, ...keys('close'), click: actions.closeWindow },
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
        line,
        { label: words.find, ...keys('find'), click: () => actions.run('find') },
      ],
    },
    {
      label: words.menuDownloads,
      submenu: [
        { label: words.pauseAll, click: actions.pauseAll },
        { label: words.resumeAll, click: actions.resumeAll },
        line,
        {
          label: words.slowMode,
          type: 'checkbox',
          checked: facts.slowMode,
          click: () => actions.change({ slowMode: !facts.slowMode }),
        },
        { label: words.whenDone, submenu: doneItems(facts.whenDone, words, actions.chooseWhenDone) },
      ],
    },
    {
      label: words.menuView,
      submenu: [
        { label: words.details, ...keys('details'), click: () => actions.run('details') },
        basketItem(facts.dropBasket, words, actions),
        line,
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'resetZoom', label: words.actualSize },
        line,
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(facts.isDevelopment ? [line, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    ...(isMac ? [{ label: words.menuWindow, submenu: [{ role: 'minimize' as const, label: words.minimize }] }] : []),
    {
      label: words.menuHelp,
      ...(isMac && { role: 'help' as const }),
      submenu: [
        { label: words.shortcuts, ...keys('help'), click: () => actions.run('help') },
        { label: words.log, ...keys('log'), click: () => actions.run('log') },
        { label: words.licences, click: () => actions.run('licences') },
        line,
        { label: words.checkForUpdates, click: () => actions.run('updates') },
      ],
    },
  ];
}
