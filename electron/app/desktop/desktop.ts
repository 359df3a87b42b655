import { app, clipboard, nativeTheme, shell, type BrowserWindow } from 'electron';
import type { PageCommand } from '../../../shared/ipc/desktop.ts';
import type { Clock } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import { journal, logProblem } from '../log.ts';
import { journalDownloads } from '../journal/downloads.ts';
import type { NetworkWatch } from '../network-watch.ts';
import { createMachine, runProgram } from '../power/machine.ts';
import { createPower, type Power } from '../power/power.ts';
import { bringToFront } from '../window/window.ts';
import { chooseWords, type Words } from '../words/index.ts';
import { followClipboard } from './clipboard.ts';
import { notifyOfEndings, reconnectAfterSleep, showProgress, stayAwake } from './attention.ts';
import type { MenuActions } from './menu-actions.ts';
import { createMenus } from './menus.ts';
import { followSystemSettings } from './system-settings.ts';

export interface DesktopOptions {
  readonly core: Core;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly window: BrowserWindow;
  readonly network: NetworkWatch;
  readonly quit: () => void;
  /** Opens the window's add sheet with a text to start from. */
  readonly openAdd: (text: string) => void;
  readonly run: (command: PageCommand) => void;
  readonly reveal: (id: string) => void;
  /** Links that another program has copied. */
  readonly offerLinks: (links: readonly string[]) => void;
}

export interface Desktop {
  words(): Words;
  readonly power: Power;
  destroy(): void;
}

/** What the program is on the desktop besides its window: menus, tray, taskbar, notifications, power, theme. */
export function createDesktop(options: DesktopOptions): Desktop {
  const { core, environment, clock, window, quit, openAdd, run, reveal } = options;
  const { activity, engine, library } = core;
  const { settings } = library;
  // Windows ties notifications and taskbar to the installed shortcut by this name (electron-builder.yml's appId).
  if (process.platform === 'win32') app.setAppUserModelId('app.sluice.desktop');
  const words = (): Words => chooseWords(settings.get().language, app.getPreferredSystemLanguages());
  const show = (): void => bringToFront(window);
  const isWindowSeen = (): boolean => !window.isDestroyed() && window.isVisible() && window.isFocused();

  const notifications = notifyOfEndings({
    engine,
    clock,
    words,
    settings,
    isWindowSeen,
    showWindow: show,
    showFile: (path) => shell.showItemInFolder(path),
    openFile: (path) => void shell.openPath(path),
  });
  const power = createPower({
    core,
    clock,
    machine: createMachine(process.platform),
    run: runProgram,
    platform: process.platform,
    network: options.network,
    quit,
    notify: notifications.tellAllDone,
    onError: logProblem,
  });
  const actions: MenuActions = {
    show,
    add: () => openAdd(''),
    // A value in Electron 33, a promise in 45.
    addFromClipboard: () => void Promise.resolve(clipboard.readText()).then(openAdd),
    pauseAll: () => void core.actions.pauseAll().catch((error: unknown) => logProblem('pause all', error)),
    resumeAll: () => core.actions.resumeAll(),
    closeWindow: () => window.close(),
    quit,
    run,
    reveal,
    change: (patch) => void settings.update(patch),
    chooseWhenDone: (action) => power.chooseWhenDone(action),
  };

  const menus = createMenus({ core, environment, window, power, actions, words, isWindowSeen });
  menus.show();
  const followTheme = (): void => {
    nativeTheme.themeSource = settings.get().theme;
  };
  followTheme();
  settings.subscribe(followTheme);

  showProgress({ window, activity, assets: environment.assets, words });
  stayAwake(activity, settings);
  reconnectAfterSleep(engine);
  journalDownloads(engine, journal);
  followSystemSettings(settings, environment);
  const leaveClipboard = followClipboard({ window, settings, clock, offer: options.offerLinks });
  return {
    words,
    power,
    destroy() {
      leaveClipboard();
      power.close();
      menus.destroy();
    },
  };
}
