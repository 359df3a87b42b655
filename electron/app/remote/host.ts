import type { RemoteHost } from '../../rpc/index.ts';
import type { Core } from '../core.ts';

/** The app behind the RPC: what comes that way is treated as what the user adds and changes in the window. */
export function remoteHost(core: Core, version: string, quit: () => void): RemoteHost {
  const { settings } = core.library;
  return {
    engine: core.engine,
    version,
    settings: () => ({ ...settings.get(), directory: core.addDefaults().directory }),
    defaultsFor: (request) => core.addDefaults().defaultsFor(request),
    changeSettings: (patch) => void settings.update(patch),
    save: () => core.keeper.flush(),
    shutdown: quit,
  };
}
