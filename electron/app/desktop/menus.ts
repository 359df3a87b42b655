import { app, Menu, type BrowserWindow } from 'electron';
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Power } from '../power/power.ts';
import type { Words } from '../words/index.ts';
import { followTrayImage } from './icons.ts';
import type { MenuActions } from './menu-actions.ts';
import { menuTemplate } from './menu.ts';
import { trayState } from './tray-file.ts';
import { createTray } from './tray.ts';

export interface MenusOptions {
  readonly core: Pick<Core, 'activity' | 'engine' | 'library'>;
  readonly environment: Pick<Environment, 'assets' | 'isDevelopment'>;
  readonly window: BrowserWindow;
  readonly power: Pick<Power, 'state' | 'subscribe'>;
  readonly actions: MenuActions;
  readonly words: () => Words;
  readonly isWindowSeen: () => boolean;
}

/** The application menu and the tray. @returns `show` makes them, once; `destroy` takes the tray away */
export function createMenus(options: MenusOptions): { show(): void; destroy(): void } {
  const { core, environment, window, power, actions, words, isWindowSeen } = options;
  const { activity, engine } = core;
  const { settings } = core.library;
  let hasUnseenFailure = false;
  let destroyTray = (): void => undefined;

  engine.subscribe((event) => {
    if (event.type === 'changed' && event.to === 'failed' && !isWindowSeen()) hasUnseenFailure = true;
  });

  function showTray(): () => void {
    const tray = createTray(actions);
    const setState = followTrayImage(environment.assets, (image) => tray.setImage(image));
    destroyTray = () => tray.destroy();
    return () => {
      const totals = activity.totals();
      const state = trayState(totals, hasUnseenFailure);
      setState(state);
      const { whenDone } = power.state();
      tray.update({ totals, state, downloads: engine.list(), settings: settings.get(), whenDone }, words());
    };
  }

  let menuShown = '';
  function drawMenu(): void {
    const { slowMode, dropBasket } = settings.get();
    const template = menuTemplate(words(), actions, {
      ...{ platform: process.platform, appName: app.name, isDevelopment: environment.isDevelopment },
      ...{ slowMode, dropBasket, whenDone: power.state().whenDone },
    });
    const next = JSON.stringify(template);
    if (next !== menuShown) Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    menuShown = next;
  }

  return {
    show() {
      const drawTray = showTray();
      const draw = (): void => {
        drawMenu();
        drawTray();
      };
      draw();
      settings.subscribe(draw);
      power.subscribe(draw);
      activity.subscribe(drawTray);
      window.on('focus', () => {
        if (!hasUnseenFailure) return;
        hasUnseenFailure = false;
        drawTray();
      });
    },
    destroy: () => destroyTray(),
  };
}
