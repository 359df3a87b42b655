import { createStore, type StoreApi } from 'zustand/vanilla';
import { asSluiceError } from '../../shared/failures.ts';
import type { HostRule } from '../../shared/host-rules.ts';
import type { Bridge } from '../bridge.ts';
import type { Ui } from './ui.ts';

export interface IdentityState {
  readonly rules: readonly HostRule[];
}

export interface Identity {
  readonly store: StoreApi<IdentityState>;
  start(): () => void;
  /** @throws {SluiceError} for the sheet to show: nothing was changed. */
  putRule(rule: HostRule): Promise<void>;
  removeRule(id: string): Promise<void>;
}

/** Rules for hosts as the main process tells them. */
export function createIdentity(bridge: Bridge, ui: Ui): Identity {
  const store = createStore<IdentityState>(() => ({ rules: [] }));
  const takeRules = (rules: readonly HostRule[]): void => {
    store.setState({ rules });
  };
  const complain = (thrown: unknown): void => {
    ui.toast(asSluiceError(thrown).toFailure());
  };
  return {
    store,
    start() {
      const stop = bridge.on('host-rules:changed', takeRules);
      bridge.command('host-rules:list').then(takeRules, () => undefined);
      return stop;
    },
    putRule: (rule) => bridge.command('host-rules:put', rule),
    removeRule: (id) => bridge.command('host-rules:remove', { id }).catch(complain),
  };
}
