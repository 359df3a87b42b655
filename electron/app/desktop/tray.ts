import { Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { MenuActions } from './menu-actions.ts';
import { trayTemplate, trayTooltip, type TrayFacts } from './tray-menu.ts';
import type { Words } from '../words/index.ts';

export interface TrayIcon {
  /** Called when the facts or the language have changed. */
  update(facts: TrayFacts, words: Words): void;
  setImage(image: NativeImage): void;
  destroy(): void;
}

export function createTray(actions: MenuActions): TrayIcon {
  const tray = new Tray(nativeImage.createEmpty());
  tray.on('click', actions.show);
  let shown = '';
  let tooltip = '';
  return {
    update(facts, words) {
      const nextTip = trayTooltip(facts, words);
      if (nextTip !== tooltip) tray.setToolTip((tooltip = nextTip));
      const template = trayTemplate(facts, words, actions);
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
