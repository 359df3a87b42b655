import type { MenuItemConstructorOptions } from 'electron';
import type { Totals } from './activity.ts';
import { formatRate } from './format-rate.ts';
import type { MenuActions } from './menu.ts';
import type { Words } from '../words/index.ts';

export function trayTooltip(totals: Totals, words: Words): string {
  return totals.active === 0
    ? words.tooltipIdle
    : words.tooltipActive(totals.active, formatRate(totals.bytesPerSecond));
}

export function trayTemplate(totals: Totals, words: Words, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    { label: words.show, click: actions.show },
    { label: words.addFromClipboard, click: actions.addFromClipboard },
    { type: 'separator' },
    { label: words.pauseAll, enabled: totals.active > 0, click: actions.pauseAll },
    { label: words.resumeAll, enabled: totals.paused + totals.failed > 0, click: actions.resumeAll },
    { type: 'separator' },
    { label: words.quit, click: actions.quit },
  ];
}
