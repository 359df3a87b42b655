import { screen, type BrowserWindow } from 'electron';
import type { KeyValues } from '../../library/index.ts';
import type { Clock } from '../clock.ts';
import { placeWindow, type WindowMemory } from './bounds.ts';
import { recallPlace, rememberPlace, screensKey } from './places.ts';
import { watchScreens } from './screens.ts';

export interface SettleOptions {
  readonly memory: KeyValues;
  /** When it may be seen; never when something else has shown it, or it is gone. */
  readonly drawn: Promise<void>;
  /** In the tray until someone asks for it. */
  readonly startsHidden: boolean;
  /** The user wants the window gone; it is hidden or destroyed by whoever hears of it. */
  readonly onClose: () => void;
}

/** Puts the window where it stood, and lets it show itself when its page is drawn. Before anybody shows it. */
export function settleWindow(window: BrowserWindow, { memory, drawn, startsHidden, onClose }: SettleOptions): void {
  const stood = recallPlace(memory, screensKey(screens().map(({ bounds }) => bounds)));
  const { x, y, width, height } = placeWindow(stood, workAreas());
  if (x === undefined || y === undefined) {
    window.setSize(width, height);
    window.center();
  } else window.setBounds({ x, y, width, height });
  // Maximizing shows a window too.
  const reveal = (): void => {
    if (stood?.maximized) window.maximize();
    window.show();
  };
  if (startsHidden) window.once('show', () => stood?.maximized && window.maximize());
  else void drawn.then(reveal);
  // Not before: a window of a program that cannot start must not keep it from ending.
  window.on('close', (event) => {
    event.preventDefault();
    remember(window, memory);
    onClose();
  });
}

/** Stores where the window stands. */
export function remember(window: BrowserWindow, memory: KeyValues): void {
  const place = placeOf(window);
  if (place !== null) rememberPlace(memory, screensKey(screens().map(({ bounds }) => bounds)), place);
}

/** `null` while it cannot be told. */
function placeOf(window: BrowserWindow): WindowMemory | null {
  if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return null;
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** See {@link watchScreens}. @returns what ends it */
export function followScreens(window: BrowserWindow, memory: KeyValues, clock: Clock): () => void {
  const watch = watchScreens({
    memory,
    clock,
    screens,
    window: {
      isGone: () => window.isDestroyed(),
      place: () => placeOf(window),
      put(bounds) {
        const wasMaximized = window.isMaximized();
        if (wasMaximized) window.unmaximize();
        window.setBounds(bounds);
        if (wasMaximized) window.maximize();
      },
    },
  });
  for (const event of ['move', 'resize'] as const) window.on(event as 'move', watch.moved);
  const events = ['display-added', 'display-removed', 'display-metrics-changed'] as const;
  for (const event of events) screen.on(event as 'display-added', watch.changed);
  return () => {
    for (const event of events) screen.off(event as 'display-added', watch.changed);
    watch.close();
  };
}

/** The primary one first. */
function screens() {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)];
}

export const workAreas = () => screens().map(({ workArea }) => workArea);
