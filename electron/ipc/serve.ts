import { ipcMain, type BrowserWindow } from 'electron';
import { COMMAND_CHANNEL, EVENT_CHANNEL } from '../../shared/ipc/bridge.ts';
import type { EventName, EventPayload } from '../../shared/ipc/contract.ts';
import type { Dispatch } from './dispatcher.ts';

/** Puts a dispatcher on the wire, for the app's window. The only user of `ipcMain`. */
export function serveCommands(dispatch: Dispatch, window: BrowserWindow): void {
  ipcMain.handle(COMMAND_CHANNEL, (event, name: unknown, request: unknown) => {
    const frame = event.senderFrame;
    return dispatch(
      {
        // A frame that navigated away or was closed meanwhile is null.
        isMainFrame: frame !== null && !window.isDestroyed() && frame === window.webContents.mainFrame,
        origin: frame?.origin ?? 'null',
      },
      name,
      request,
    );
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
