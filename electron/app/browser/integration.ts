import type { App } from 'electron';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingsStore } from '../../library/index.ts';
import { installHelper, removeHelper, type Installation } from './install.ts';
import { createRequestHandler, type RequestOptions } from './requests.ts';
import { BrowserServer } from './server.ts';
import { socketPath } from './socket-path.ts';

export interface IntegrationOptions extends RequestOptions {
  readonly app: App;
  readonly userData: string;
  readonly settings: SettingsStore;
}

/** Where the helper of this program belongs. An AppImage is mounted anew each time: its file is what stays. */
function installationOf(app: App, userData: string): Installation {
  const home = homedir();
  return {
    platform: process.platform,
    home,
    config: process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'),
    userData,
    executable: process.env['APPIMAGE'] ?? process.execPath,
    appPath: app.isPackaged ? null : app.getAppPath(),
  };
}

/**
 * Follows the setting: on, the helper is installed and the app listens for it; off, all of it is taken away again.
 * @returns what ends it; the helper stays installed, to start the app again
 */
export function followBrowserSetting(options: IntegrationOptions): () => void {
  const { app, userData, settings, onProblem } = options;
  const installation = installationOf(app, userData);
  const server = new BrowserServer({
    path: socketPath(userData, process.platform, tmpdir()),
    handle: createRequestHandler(options),
    onProblem,
  });
  let isOn = false;
  /** One change after the other: a switch flipped twice must not end half installed. */
  let work = Promise.resolve();

  async function apply(wanted: boolean): Promise<void> {
    if (wanted === isOn) return;
    isOn = wanted;
    if (wanted) {
      await server.open();
      await installHelper(installation);
    } else {
      server.close();
      await removeHelper(installation);
    }
  }
  const look = (): void => {
    const wanted = settings.get().browserIntegration;
    work = work.then(() => apply(wanted)).catch((error: unknown) => onProblem('browser integration', error));
  };
  look();
  const stop = settings.subscribe(look);
  return () => {
    stop();
    server.close();
  };
}
