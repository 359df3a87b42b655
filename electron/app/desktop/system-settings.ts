import { app } from 'electron';
import { LINK_SCHEME } from '../launch/app-link.ts';
import type { Environment } from '../environment.ts';
import { logProblem } from '../log.ts';
import type { SettingsStore } from '../../library/index.ts';
import { autostartFolder, HIDDEN_SWITCH, setAutostart } from './autostart.ts';

/** Settings that the system keeps: what starts with the session, and which program opens `sluice:` links. */
export function followSystemSettings(settings: SettingsStore, environment: Environment): void {
  const args = environment.isDevelopment ? [app.getAppPath()] : [];
  let { startWithSystem, openLinks } = settings.get();
  settings.subscribe((now) => {
    if (now.startWithSystem !== startWithSystem) {
      startWithSystem = now.startWithSystem;
      try {
        setAutostart(startWithSystem, {
          platform: process.platform,
          // In an AppImage the executable lies in a folder that is there only while it runs.
          command: [process.env['APPIMAGE'] ?? process.execPath, ...args],
          folder: autostartFolder(process.env),
          setLoginItem: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args: [HIDDEN_SWITCH] }),
        });
      } catch (error) {
        logProblem('start with the system', error);
      }
    }
    if (now.openLinks !== openLinks) {
      openLinks = now.openLinks;
      if (openLinks) app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, args);
      else app.removeAsDefaultProtocolClient(LINK_SCHEME, process.execPath, args);
    }
  });
}
