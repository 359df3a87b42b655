import type { App } from 'electron';
import type { AppInfo } from '../../shared/ipc/contract.ts';

const PLATFORMS: Readonly<Record<string, AppInfo['platform']>> = { linux: 'linux', darwin: 'darwin', win32: 'win32' };

/** @param directory absolute path of the folder downloads go to when none is chosen */
export const appInfo = (app: App, directory: string): AppInfo => ({
  version: app.getVersion(),
  platform: PLATFORMS[process.platform] ?? 'other',
  directory,
  languages: app.getPreferredSystemLanguages(),
});
