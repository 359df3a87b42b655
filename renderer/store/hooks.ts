import type { Hook } from '../../shared/hooks.ts';
import type { Bridge } from '../bridge.ts';

/** Programs and addresses that are told what becomes of downloads. */
export const createHooks = (bridge: Bridge) => ({
  /** `null` when they could not be read. */
  get: (): Promise<readonly Hook[] | null> => bridge.command('hooks:get').catch(() => null),
  /** Answers the hooks as they are now; `null` when they could not be kept. */
  set: (hooks: readonly Hook[]): Promise<readonly Hook[] | null> =>
    bridge.command('hooks:set', { hooks: [...hooks] }).catch(() => null),
});

export type HooksSide = ReturnType<typeof createHooks>;
