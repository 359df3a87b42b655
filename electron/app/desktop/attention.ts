import { Notification, powerMonitor, powerSaveBlocker, type BrowserWindow } from 'electron';
import { existsSync } from 'node:fs';
import type { Engine } from '../../engine/index.ts';
import type { Activity, Totals } from './activity.ts';
import { Announcer } from './announcer.ts';
import type { Clock } from '../clock.ts';
import type { Words } from '../words/index.ts';

/** Chromium's value for a progress bar without a figure. */
const INDETERMINATE = 2;
const NO_PROGRESS = -1;

/** Progress on the taskbar or dock. */
export function showProgress(window: BrowserWindow, activity: Activity): void {
  activity.subscribe((totals) => {
    if (!window.isDestroyed()) window.setProgressBar(progressOf(totals));
  });
}

const progressOf = (totals: Totals): number =>
  totals.running === 0 ? NO_PROGRESS : (totals.fraction ?? INDETERMINATE);

/** Keeps the system from falling asleep by itself while bytes move. The screen may go dark. */
export function stayAwake(activity: Activity): void {
  let blocker: number | null = null;
  activity.subscribe(({ running }) => {
    if (running > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  });
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
  readonly isWindowSeen: () => boolean;
  readonly showWindow: () => void;
  readonly showFile: (path: string) => void;
}

/** Tells of endings while the window is not seen. A click shows the file, or the window when there is none to show. */
export function notifyOfEndings(options: NotificationOptions): void {
  if (!Notification.isSupported() || !hasSessionBus()) return;
  const { engine, clock, words, isWindowSeen, showWindow, showFile } = options;
  // Kept while shown: a notification that is collected as garbage loses its click.
  const shown = new Set<Notification>();
  const announcer = new Announcer({
    clock,
    words,
    isWindowSeen,
    fileName: (id) => engine.get(id)?.fileName ?? null,
    show({ title, body, id, status }) {
      const notification = new Notification({ title, body });
      shown.add(notification);
      notification.on('close', () => shown.delete(notification));
      notification.on('click', () => {
        shown.delete(notification);
        const path = id !== null && status === 'finished' ? engine.path(id) : null;
        if (path !== null) showFile(path);
        else showWindow();
      });
      notification.show();
    },
  });
  engine.subscribe((event) => {
    if (event.type === 'changed') announcer.note(event.id, event.to);
  });
}
