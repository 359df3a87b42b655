import type { App } from 'electron';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArguments, ownArguments, UsageError } from './launch/arguments.ts';
import type { Launch } from './launch/launch-schema.ts';
import { APP_ORIGIN, APP_PAGE } from './window/origin.ts';

/** Where things are, for this start. Absolute paths. */
export interface Environment {
  readonly userData: string;
  /** The folder for downloads when the settings name none. */
  readonly downloads: string;
  readonly preload: string;
  /** The built page. */
  readonly renderer: string;
  readonly assets: string;
  /** The window's icon where the system does not take it from the program. */
  readonly icon: string;
  /** Address of the window's page. */
  readonly page: string;
  readonly trustedOrigins: readonly string[];
  readonly isDevelopment: boolean;
}

/**
 * `SLUICE_USER_DATA` and `SLUICE_DOWNLOADS` move the program's own folder and the download folder: tests and portable
 * set-ups. Call before anything asks for the folders, the single-instance lock included: it lies in one.
 */
export function readEnvironment(app: App, variables: NodeJS.ProcessEnv): Environment {
  if (variables['SLUICE_USER_DATA']) {
    const folder = resolve(variables['SLUICE_USER_DATA']);
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
    app.setPath('sessionData', folder);
  }
  const root = app.getAppPath();
  // electron-vite's dev server; a packaged app takes its page from nowhere but its own files.
  const devServer = app.isPackaged ? undefined : variables['ELECTRON_RENDERER_URL'];
  return {
    userData: app.getPath('userData'),
    downloads: variables['SLUICE_DOWNLOADS'] ? resolve(variables['SLUICE_DOWNLOADS']) : app.getPath('downloads'),
    preload: join(root, 'out/preload/preload.cjs'),
    renderer: join(root, 'out/renderer'),
    assets: join(root, 'assets'),
    icon: join(root, 'assets/icons/256x256.png'),
    page: devServer ?? APP_PAGE,
    trustedOrigins: devServer ? [APP_ORIGIN, new URL(devServer).origin] : [APP_ORIGIN],
    isDevelopment: !app.isPackaged,
  };
}

/** What the program was started with, or `null` after it has told how it should have been. */
export function readLaunch(argv: readonly string[], isDefaultApp: boolean): Launch | null {
  try {
    return parseArguments(ownArguments(argv, isDefaultApp), process.cwd());
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`sluice: ${error.message}\n`);
    return null;
  }
}
