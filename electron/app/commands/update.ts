import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import type { Updates } from '../update/index.ts';

type Names = 'update:state' | 'update:check' | 'update:download' | 'update:restart';

/** Newer versions of the program. What takes long is not waited for: the state tells. */
export const createUpdateCommands = (updates: Updates): Pick<CommandHandlers, Names> => ({
  'update:state': updates.state,
  'update:check'() {
    void updates.check();
    return undefined;
  },
  'update:download'() {
    void updates.download();
    return undefined;
  },
  'update:restart': ({ evenIfActive }) => updates.restart(evenIfActive),
});
