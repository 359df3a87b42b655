import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import type { AppHooks } from '../hooks/hooks.ts';

export const createHookCommands = (hooks: AppHooks): Pick<CommandHandlers, 'hooks:get' | 'hooks:set'> => ({
  'hooks:get': () => [...hooks.get()],
  'hooks:set': async ({ hooks: wanted }) => [...(await hooks.set(wanted))],
});
