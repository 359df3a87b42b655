import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import type { RemoteControl } from '../remote/remote.ts';

type Names = 'remote:state' | 'remote:secret' | 'remote:renew-secret';

/** How other programs reach this one. */
export const createRemoteCommands = (remote: RemoteControl): Pick<CommandHandlers, Names> => ({
  'remote:state': remote.state,
  'remote:secret': remote.secret,
  'remote:renew-secret': remote.renewSecret,
});
