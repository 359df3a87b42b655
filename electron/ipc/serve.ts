import { ipcMain, type BrowserWindow, type WebFrameMain } from 'electron';
import { COMMAND_CHANNEL, EVENT_CHANNEL } from '../../shared/ipc/bridge.ts';
import type { EventName, EventPayload } from '../../shared/ipc/contract.ts';
import type { Dispatch } from './dispatcher.ts';
import { PAGES, type PageName } from './pages.ts';

/** The windows of the app, by what their pages may ask; `null` while one is not there. */
export type ServedWindows = Readonly<Record<PageName, () => BrowserWindow | null>>;

/** Puts a dispatcher on the wire, for the app's windows. The only user of `ipcMain`. */
export function serveCommands(dispatch: Dispatch, windows: ServedWindows): void {
  // A frame that navigated away or was closed meanwhile is null.
  const pageOf = (frame: WebFrameMain | null): PageName | null =>
    PAGES.find((name) => {
      const window = windows[name]();
      return frame !== null && window !== null && !window.isDestroyed() && frame === window.webContents.mainFrame;
    }) ?? null;
  ipcMain.handle(COMMAND_CHANNEL, (event, name: unknown, request: unknown) => {
    const frame = event.senderFrame;
    return dispatch({ page: pageOf(frame), origin: frame?.origin ?? 'null' }, name, request);
  });
}

/** Tells the window something. Silent when it is gone: it will ask for a snapshot when it is back. */
export function sendEvent<Name extends EventName>(
  window: BrowserWindow,
  name: Name,
  payload: EventPayload<Name>,
): void {
  if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, payload);
}
