import { BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import type { KeyValues } from '../../library/index.ts';
import type { Clock } from '../clock.ts';
import { DEFAULT_SIZE, MINIMUM_SIZE, placeWindow, type WindowMemory } from './bounds.ts';
import { recallPlace, rememberPlace, screensKey } from './places.ts';
import { whenDrawn } from './reveal.ts';
import { watchScreens } from './screens.ts';

/** The page's surface colour (renderer/styles/tokens.css), so that nothing flashes before it is drawn. */
const SURFACE = { light: '#f6f7f7', dark: '#101516' };
export const surface = (): string => (nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light);

/** A page that crashes again sooner than this, in ms, is left alone. */
const RELOAD_PAUSE_MS = 10_000;

export interface WindowOptions {
  readonly page: string;
  readonly preload: string;
  readonly icon: string;
  readonly isDevelopment: boolean;
  readonly onVisibility: (isVisible: boolean) => void;
  readonly onCrash: (reason: string) => void;
}

/** What every page of the app is held to. */
export const pagePreferences = ({
  preload,
  isDevelopment,
}: Pick<WindowOptions, 'preload' | 'isDevelopment'>): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Would fetch its dictionaries from the network.
  spellcheck: false,
  devTools: isDevelopment,
});

/**
 * Creates the app's main window and begins to load its page. Nothing is seen of it before {@link settleWindow}: the page's
 * process starts while the rest of the program, which knows where the window stood, is made.
 */
export function createWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'Sluice',
    show: false,
    ...(process.platform === 'linux' && { icon: options.icon }),
    backgroundColor: surface(),
    autoHideMenuBar: true,
    webPreferences: pagePreferences(options),
  });
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(surface());
  });
  watchVisibility(window, options.onVisibility);
  watchCrashes(window, options.onCrash);
  void window.loadURL(options.page);
  return window;
}

export interface SettleOptions {
  readonly memory: KeyValues;
  readonly clock: Clock;
  /** In the tray until someone asks for it. */
  readonly startsHidden: boolean;
  /** The user wants the window gone; it is hidden or destroyed by whoever hears of it. */
  readonly onClose: () => void;
}

/** Puts the window where it stood, and lets it show itself when its page is drawn. In the turn in which it was created. */
export function settleWindow(window: BrowserWindow, { memory, clock, startsHidden, onClose }: SettleOptions): void {
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
  else whenDrawn(window, clock, reveal);
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

export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The primary one first. */
function screens() {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)];
}

export const workAreas = () => screens().map(({ workArea }) => workArea);

function watchVisibility(window: BrowserWindow, tell: (isVisible: boolean) => void): void {
  const look = (): void => tell(window.isVisible() && !window.isMinimized());
  window.on('show', look);
  window.on('hide', look);
  window.on('minimize', look);
  window.on('restore', look);
}

/** The downloads do not live in the page: it is loaded again and asks for its snapshot. */
export function watchCrashes(window: BrowserWindow, tell: (reason: string) => void): void {
  let lastCrash = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    tell(reason);
    const now = performance.now();
    if (now - lastCrash > RELOAD_PAUSE_MS) window.reload();
    lastCrash = now;
  });
}
