import type { MenuItemConstructorOptions } from 'electron';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { WHEN_DONE, type Settings, type WhenDone } from '../../../shared/settings.ts';
import { isRunning } from '../../../shared/status.ts';
import type { Totals } from './activity.ts';
import { formatRate } from './format-rate.ts';
import type { MenuActions } from './menu-actions.ts';
import type { TrayState } from './tray-file.ts';
import type { Words } from '../words/index.ts';

/** What the tray shows, but for words. */
export interface TrayFacts {
  readonly totals: Totals;
  readonly state: TrayState;
  readonly downloads: readonly DownloadSnapshot[];
  readonly settings: Pick<Settings, 'limitBytesPerSecond' | 'slowMode' | 'dropBasket'>;
  readonly whenDone: WhenDone;
}

/** Running downloads named in the menu; the others are counted. */
const MAX_NAMED = 5;
const MAX_NAME = 40;
/** Bytes per second that the limit's menu offers. */
const LIMITS = [500_000, 1_000_000, 5_000_000, 10_000_000] as const;
/** Percents are told in such steps: each other label is another menu, and one that is open closes with it. */
const STEP = 5;

export function trayTooltip({ totals, state }: Pick<TrayFacts, 'totals' | 'state'>, words: Words): string {
  if (totals.active > 0) return words.tooltipActive(totals.active, formatRate(totals.bytesPerSecond));
  if (state === 'failed') return words.tooltipFailed;
  return state === 'paused' ? words.tooltipPaused : words.tooltipIdle;
}

export function doneItems(
  current: WhenDone,
  words: Words,
  choose: (action: WhenDone) => void,
): MenuItemConstructorOptions[] {
  const labels: Readonly<Record<WhenDone, string>> = {
    nothing: words.doneNothing,
    notify: words.doneNotify,
    quit: words.doneQuit,
    sleep: words.doneSleep,
    'shut-down': words.doneShutDown,
  };
  return WHEN_DONE.map((action) => ({
    label: labels[action],
    type: 'radio',
    checked: action === current,
    click: () => choose(action),
  }));
}

export const basketItem = (isShown: boolean, words: Words, actions: MenuActions): MenuItemConstructorOptions => ({
  label: words.basket,
  type: 'checkbox',
  checked: isShown,
  click: () => actions.change({ dropBasket: !isShown }),
});

export function trayTemplate(facts: TrayFacts, words: Words, actions: MenuActions): MenuItemConstructorOptions[] {
  const { totals, settings, whenDone } = facts;
  return [
    { label: words.show, click: actions.show },
    ...runningItems(facts.downloads, words, actions),
    { type: 'separator' },
    { label: words.addFromClipboard, click: actions.addFromClipboard },
    basketItem(settings.dropBasket, words, actions),
    { type: 'separator' },
    { label: words.pauseAll, enabled: totals.active > 0, click: actions.pauseAll },
    { label: words.resumeAll, enabled: totals.paused + totals.failed > 0, click: actions.resumeAll },
    {
      label: words.slowMode,
      type: 'checkbox',
      checked: settings.slowMode,
      click: () => actions.change({ slowMode: !settings.slowMode }),
    },
    { label: words.limit, submenu: limitItems(settings.limitBytesPerSecond, words, actions) },
    { label: words.whenDone, submenu: doneItems(whenDone, words, actions.chooseWhenDone) },
    { type: 'separator' },
    { label: words.quit, click: actions.quit },
  ];
}

function runningItems(
  downloads: readonly DownloadSnapshot[],
  words: Words,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const running = downloads.filter(({ status }) => isRunning(status));
  if (running.length === 0) return [];
  const more = running.length - MAX_NAMED;
  return [
    { type: 'separator' },
    ...running.slice(0, MAX_NAMED).map(({ id, fileName, receivedBytes, sizeBytes }) => ({
      label: words.trayDownload(shorten(fileName), percentOf(receivedBytes, sizeBytes)),
      click: () => actions.reveal(id),
    })),
    ...(more > 0 ? [{ label: words.trayMore(more), click: actions.show }] : []),
  ];
}

/** Ampersands are marks of access keys in menus. */
function shorten(name: string): string {
  const end = name.slice(-12);
  const short = name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 13)}…${end}`;
  return short.replaceAll('&', '&&');
}

const percentOf = (received: number, size: number | null): number | null =>
  size ? Math.floor(((received / size) * 100) / STEP) * STEP : null;

function limitItems(current: number | null, words: Words, actions: MenuActions): MenuItemConstructorOptions[] {
  const rates = [...new Set<number>([...LIMITS, ...(current === null ? [] : [current])])].sort((a, b) => a - b);
  return [null, ...rates].map((rate) => ({
    label: rate === null ? words.noLimit : formatRate(rate),
    type: 'radio' as const,
    checked: rate === current,
    click: () => actions.change({ limitBytesPerSecond: rate }),
  }));
}
