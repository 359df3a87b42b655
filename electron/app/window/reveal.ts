import type { BrowserWindow } from 'electron';
import type { Clock } from '../clock.ts';

/** The part of Electron's `BrowserWindow` that tells what becomes of it. */
export interface RevealedWindow extends Pick<BrowserWindow, 'once' | 'off'> {
  readonly webContents: Pick<BrowserWindow['webContents'], 'once'>;
}

/** How long after its page was read a window is waited for, ms. */
const PATIENCE_MS = 400;

/**
 * Calls `show` once when the page is drawn, so that no empty window is seen. Under Wayland a window that was never shown may not
 * be drawn at all, and Electron's `ready-to-show` then does not come: a page that was read has to do. Not called when
 * something else has shown the window, or it is gone.
 */
export function whenDrawn(window: RevealedWindow, clock: Clock, show: () => void): void {
  let callOff: (() => void) | null = null;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    callOff?.();
    window.off('ready-to-show', go);
    window.off('show', end);
    window.off('closed', end);
  };
  function go(): void {
    end();
    show();
  }
  const wait = (): void => {
    if (!isOver) callOff ??= clock.after(PATIENCE_MS, go);
  };
  window.once('ready-to-show', go);
  window.once('show', end);
  window.once('closed', end);
  window.webContents.once('did-finish-load', wait);
  window.webContents.once('did-fail-load', wait);
}
