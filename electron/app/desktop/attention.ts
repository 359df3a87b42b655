import { app, nativeImage, Notification, shell, powerMonitor, powerSaveBlocker, type BrowserWindow } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../engine/index.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SettingsStore } from '../../library/index.ts';
import { isOpenAt } from '../../../shared/schedule.ts';
import type { Activity, Totals } from './activity.ts';
import { Announcer, type Announcement } from './announcer.ts';
import { createBadge } from './badge.ts';
import type { Clock } from '../clock.ts';
import { chosenAction } from './chosen-action.ts';
import type { Words } from '../words/index.ts';

/** Chromium's value for a progress bar without a figure. */
const INDETERMINATE = 2;
const NO_PROGRESS = -1;

export interface ProgressOptions {
  readonly window: BrowserWindow;
  readonly activity: Activity;
  /** Absolute path of the folder with the pictures. */
  readonly assets: string;
  readonly words: () => Words;
}

/** Progress on the taskbar or dock, and how many are active as a badge where the system has one. */
export function showProgress({ window, activity, assets, words }: ProgressOptions): void {
  const badge = createBadge(
    process.platform,
    {
      setCount: (count) => void app.setBadgeCount(count),
      setOverlay(file, description) {
        const picture = file === null ? null : nativeImage.createFromPath(join(assets, file));
        if (!window.isDestroyed()) window.setOverlayIcon(picture, description);
      },
    },
    (active) => words().badge(active),
  );
  activity.subscribe((totals) => {
    if (!window.isDestroyed()) window.setProgressBar(progressOf(totals));
    badge(totals.active);
  });
}

const progressOf = (totals: Totals): number =>
  totals.running === 0 ? NO_PROGRESS : (totals.fraction ?? INDETERMINATE);

/** Keeps the system from falling asleep by itself while bytes move. The screen may go dark. */
export function stayAwake(activity: Activity, settings: SettingsStore): void {
  let blocker: number | null = null;
  const look = ({ running }: Pick<Totals, 'running'>): void => {
    if (running > 0 && settings.get().keepAwake) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
  activity.subscribe(look);
  settings.subscribe(() => look(activity.totals()));
}

/**
 * After a sleep every connection is dead and none says so: dropped at once instead of at its idle time-out. Paused
 * and resumed in one turn, a download keeps its place in the queue and asks the server anew.
 */
export function reconnectAfterSleep(engine: Engine): void {
  powerMonitor.on('resume', () => {
    for (const { id, status } of engine.list()) {
      if (status !== 'downloading' && status !== 'probing') continue;
      // What goes wrong in pausing shows as the download's own failure.
      engine.pause(id).catch(() => undefined);
      engine.resume(id);
    }
  });
}

/** Notifications on Linux go over the session bus; without one the library that sends them only complains. */
const hasSessionBus = (): boolean =>
  process.platform !== 'linux' ||
  Boolean(process.env['DBUS_SESSION_BUS_ADDRESS']) ||
  existsSync(`${process.env['XDG_RUNTIME_DIR'] ?? ''}/bus`);

export interface NotificationOptions {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly words: () => Words;
  readonly settings: SettingsStore;
  readonly isWindowSeen: () => boolean;
  readonly showWindow: () => void;
  readonly showFile: (path: string) => void;
  readonly openFile: (path: string) => void;
}

/** Whether notifications and sounds are kept back now. */
const isQuiet = ({ quietHours }: Settings): boolean => quietHours !== null && isOpenAt(quietHours, Date.now());

/**
 * Tells of endings while the window is not seen, as the settings want it. A click opens the file, a button shows it in its
 * folder; without a file to show, the window.
 */
export function notifyOfEndings(options: NotificationOptions): { tellAllDone(): void } {
  const { engine, clock, words, settings, isWindowSeen, showWindow, showFile, openFile } = options;
  const canNotify = Notification.isSupported() && hasSessionBus();
  // Kept while shown: a notification that is collected as garbage loses its click.
  const shown = new Set<Notification>();
  function show({ title, body, id, status }: Announcement): void {
    if (settings.get().sounds) shell.beep();
    if (!canNotify) return;
    const path = id !== null && status === 'finished' ? engine.path(id) : null;
    const actions = path === null ? [] : [words().openFile, words().showFile];
    const notification = new Notification({
      title,
      body,
      silent: true,
      actions: actions.map((text) => ({ type: 'button', text })),
    });
    shown.add(notification);
    const gone = (): void => void shown.delete(notification);
    notification.on('close', gone);
    notification.on('action', (event, index) => {
      gone();
      if (path !== null) (chosenAction(event, index) === 0 ? openFile : showFile)(path);
    });
    notification.on('click', () => {
      gone();
      if (path !== null) showFile(path);
      else showWindow();
    });
    notification.show();
  }
  const announcer = new Announcer({
    clock,
    words,
    isWindowSeen,
    isWanted(status) {
      const now = settings.get();
      return !isQuiet(now) && (now.notifications === 'all' || now.notifications === status);
    },
    fileName: (id) => engine.get(id)?.fileName ?? null,
    show,
  });
  engine.subscribe((event) => {
    if (event.type === 'changed') announcer.note(event.id, event.to);
  });
  return {
    tellAllDone: () => show({ title: words().allDoneTitle, body: words().allDoneBody, id: null, status: 'finished' }),
  };
}
