import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_KEY, COMMAND_CHANNEL, EVENT_CHANNEL, type PreloadApi } from '../shared/ipc/bridge.ts';

/**
 * The bridge: two functions and no more. It runs in the sandbox and checks nothing; the main process does, because
 * it alone can trust itself.
 */
const api: PreloadApi = {
  command: (name, request) => ipcRenderer.invoke(COMMAND_CHANNEL, name, request),
  onEvent(listener) {
    // The raw event carries the sender, a way around the bridge: it stays here.
    const forward = (_event: unknown, name: string, payload: unknown): void => listener(name, payload);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => ipcRenderer.off(EVENT_CHANNEL, forward);
  },
};

contextBridge.exposeInMainWorld(BRIDGE_KEY, api);
