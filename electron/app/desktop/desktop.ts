import { app, clipboard, Menu, nativeTheme, shell, type BrowserWindow } from 'electron';
import type { Core } from '../core.ts';
import { notifyOfEndings, reconnectAfterSleep, showProgress, stayAwake } from './attention.ts';
import type { Clock } from '../clock.ts';
import type { Environment } from '../environment.ts';
import { followTrayImage } from './icons.ts';
import { logProblem } from '../log.ts';
import { menuTemplate, type MenuActions } from './menu.ts';
import { createTray } from './tray.ts';
import { bringToFront } from '../window/window.ts';
import { chooseWords, type Words } from '../words/index.ts';

export interface DesktopOptions {
  readonly core: Core;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly window: BrowserWindow;
  readonly quit: () => void;
  /** Opens the window's add sheet with a text to start from. */
  readonly openAdd: (text: string) => void;
}

/** What the program is on the desktop besides its window: menus, tray, taskbar, notifications, power, theme. */
export function createDesktop(options: DesktopOptions): { words(): Words; destroy(): void } {
  const { core, environment, clock, window, quit, openAdd } = options;
  const { activity, engine, library } = core;
  // Windows ties notifications and taskbar to the installed shortcut by this name (electron-builder.yml's appId).
  if (process.platform === 'win32') app.setAppUserModelId('app.sluice.desktop');
  const words = (): Words => chooseWords(library.settings.get().language, app.getPreferredSystemLanguages());
  const show = (): void => bringToFront(window);
  const actions: MenuActions = {
    show,
    add: () => openAdd(''),
    // A value in Electron 33, a promise in 45.
    addFromClipboard: () => void Promise.resolve(clipboard.readText()).then(openAdd),
    pauseAll: () => void core.actions.pauseAll().catch((error: unknown) => logProblem('pause all', error)),
    resumeAll: () => core.actions.resumeAll(),
    closeWindow: () => window.close(),
    quit,
  };

  const tray = createTray(actions);
  followTrayImage(environment.assets, (image) => tray.setImage(image));
  const facts = { platform: process.platform, appName: app.name, isDevelopment: environment.isDevelopment };
  const redraw = (): void => {
    nativeTheme.themeSource = library.settings.get().theme;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words(), actions, facts)));
    tray.update(activity.totals(), words());
  };
  redraw();
  library.settings.subscribe(redraw);
  activity.subscribe((totals) => tray.update(totals, words()));

  showProgress(window, activity);
  stayAwake(activity);
  reconnectAfterSleep(engine);
  notifyOfEndings({
    engine,
    clock,
    words,
    isWindowSeen: () => !window.isDestroyed() && window.isVisible() && window.isFocused(),
    showWindow: show,
    showFile: (path) => shell.showItemInFolder(path),
  });
  return { words, destroy: () => tray.destroy() };
}
