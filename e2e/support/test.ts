import { test as base } from '@playwright/test';
import { startCruelServer, type CruelServer } from '../../electron/engine/testing/index.ts';
import { launchApp, makeFolders, type AppFolders, type LaunchOptions, type SluiceApp } from './app.ts';

interface Fixtures {
  /** Folders of this test alone. */
  readonly folders: AppFolders;
  /** Starts the app; what still runs at the end of the test is killed. */
  readonly start: (options?: Partial<LaunchOptions>) => Promise<SluiceApp>;
  /** The app, started without arguments. */
  readonly sluice: SluiceApp;
  readonly server: CruelServer;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs
  folders: async ({}, use) => {
    const folders = makeFolders();
    await use(folders);
    await folders.remove();
  },
  start: async ({ folders }, use) => {
    const running: SluiceApp[] = [];
    await use(async (options) => {
      const app = await launchApp({ folders, ...options });
      running.push(app);
      return app;
    });
    for (const app of running) await app.kill();
  },
  sluice: async ({ start }, use) => {
    await use(await start());
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  server: async ({}, use) => {
    const server = await startCruelServer();
    await use(server);
    await server.close();
  },
});
export { expect } from '@playwright/test';
