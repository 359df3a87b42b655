import { join } from 'node:path';
import type { RemoteState } from '../../../shared/ipc/remote.ts';
import type { SecretBox } from '../../library/index.ts';
import type { Core } from '../core.ts';
import { openControl } from './control.ts';
import { remoteHost } from './host.ts';
import { followRemoteSettings, type RemoteControl } from './remote.ts';
import { keepRemoteSecret } from './secret.ts';

export interface RemoteSideOptions {
  readonly core: Core;
  readonly userData: string;
  readonly version: string;
  readonly secretBox: SecretBox;
  readonly quit: () => void;
  readonly tell: (state: RemoteState) => void;
  readonly onProblem: (what: string, error: unknown) => void;
}

/** Everything that steers the app from outside by the RPC: the user's own command line, and programs that are let in. */
export function openRemoteSide(options: RemoteSideOptions): RemoteControl {
  const { core, userData, version, secretBox, quit, tell, onProblem } = options;
  const host = remoteHost(core, version, quit);
  const { settings, memory } = core.library;
  const closeControl = openControl({ host, userData, onProblem });
  const secret = keepRemoteSecret({ box: secretBox, memory, file: join(userData, 'rpc-secret') });
  const control = followRemoteSettings({ settings, host, secret, tell, onProblem });
  return {
    ...control,
    async close() {
      await Promise.all([closeControl(), control.close()]);
    },
  };
}
