import { Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { Totals } from './activity.ts';
import type { MenuActions } from './menu.ts';
import { trayTemplate, trayTooltip } from './tray-menu.ts';
import type { Words } from '../words/index.ts';

export interface TrayIcon {
  /** Called when the totals or the language have changed. */
  update(totals: Totals, words: Words): void;
  setImage(image: NativeImage): void;
  destroy(): void;
}

export function createTray(actions: MenuActions): TrayIcon {
  const tray = new Tray(nativeImage.createEmpty());
  tray.on('click', actions.show);
  let shown = '';
  return {
    update(totals, words) {
      tray.setToolTip(trayTooltip(totals, words));
      const template = trayTemplate(totals, words, actions);
      // A menu that is replaced while it is open closes under the pointer: only when it differs.
      const next = JSON.stringify(template);
      if (next === shown) return;
      shown = next;
      tray.setContextMenu(Menu.buildFromTemplate(template));
    },
    setImage: (next) => tray.setImage(next),
    destroy: () => tray.destroy(),
  };
}
