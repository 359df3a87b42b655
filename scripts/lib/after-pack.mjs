// @ts-check
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * electron-builder keeps the default app when the runtime comes from a folder;
 * a packaged app has no use for a second one.
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export default function afterPack({ appOutDir, electronPlatformName }) {
  const bundle =
    electronPlatformName === 'darwin' ? readdirSync(appOutDir).find((name) => name.endsWith('.app')) : null;
  const resources = bundle ? join(appOutDir, bundle, 'Contents', 'Resources') : join(appOutDir, 'resources');
  rmSync(join(resources, 'default_app.asar'), { force: true });
}
