import type { App } from 'electron';
import { findUpdateSource, type UpdateSource } from './source.ts';
import { openUpdater } from './updater.ts';
import { createUpdates, type Updates, type UpdatesOptions } from './updates.ts';

export type { Updates } from './updates.ts';

export interface UpdateSideOptions extends Omit<UpdatesOptions, 'source' | 'open'> {
  readonly app: App;
  readonly userData: string;
}

/** Newer versions of the program, as far as this copy of it can have them. */
export function openUpdateSide({ app, userData, ...options }: UpdateSideOptions): Updates {
  const source = readSource(app, options.onProblem);
  return createUpdates({
    ...options,
    source,
    open: () => (source === null ? Promise.reject(new Error('There is no feed.')) : openUpdater(source, userData)),
  });
}

function readSource(app: App, onProblem: UpdateSideOptions['onProblem']): UpdateSource | null {
  try {
    return findUpdateSource({
      platform: process.platform,
      variables: process.env,
      resources: app.isPackaged ? process.resourcesPath : null,
    });
  } catch (error) {
    onProblem('the address for updates', error);
    return null;
  }
}

/** The last act of the program: what is ready is put in place, and the process ends. */
export function leave(app: App, updates: Updates, code: number): void {
  if (updates.finish() === 'failed-restart') app.relaunch({ execPath: process.env['APPIMAGE'] ?? process.execPath });
  app.exit(code);
}
