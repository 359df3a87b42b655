import { BrowserWindow, nativeTheme, type WebPreferences } from 'electron';
import { DEFAULT_SIZE, MINIMUM_SIZE } from './size.ts';

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
 * Creates the app's main window and begins to load its page. Nothing is seen of it before `settleWindow`: the page's process
 * starts while the rest of the program, which knows where the window stood, is read and made.
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
  watchCrashes(window, options.onCrash);
  void window.loadURL(options.page);
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** From before it is shown for the first time. */
export function watchVisibility(window: BrowserWindow, tell: (isVisible: boolean) => void): void {
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
