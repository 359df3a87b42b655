import { createStore, type StoreApi } from 'zustand/vanilla';
import { asSluiceError } from '../../shared/failures.ts';
import type { HostRule } from '../../shared/host-rules.ts';
import type { Asking, SignIns } from '../../shared/ipc/identity.ts';
import type { Bridge } from '../bridge.ts';
import type { Ui } from './ui.ts';

export interface IdentityState extends SignIns {
  readonly rules: readonly HostRule[];
}

export interface GivenSignIn {
  readonly user: string;
  readonly password: string;
}

export interface Identity {
  readonly store: StoreApi<IdentityState>;
  start(): () => void;
  /** @throws {SluiceError} for the sheet to show: nothing was changed. */
  putRule(rule: HostRule): Promise<void>;
  /** Can be undone. */
  removeRule(rule: HostRule): Promise<void>;
  /** Remembers it for an origin, or a proxy. */
  putSignIn(place: string, given: GivenSignIn): Promise<void>;
  removeSignIn(place: string): Promise<void>;
  /** Who asks a download for a sign-in; `null`: nobody does any more. */
  asked(id: string): Promise<Asking | null>;
  /** Goes on with the download. @throws {SluiceError} */
  signIn(id: string, given: GivenSignIn, remember: boolean): Promise<void>;
}

/** Rules for hosts and remembered sign-ins, as the main process tells them: no password among it. */
export function createIdentity(bridge: Bridge, ui: Ui): Identity {
  const store = createStore<IdentityState>(() => ({ rules: [], keyStore: true, signIns: [] }));
  const takeRules = (rules: readonly HostRule[]): void => {
    store.setState({ rules });
  };
  const takeSignIns = (signIns: SignIns): void => {
    store.setState(signIns);
  };
  const complain = (thrown: unknown): void => {
    ui.toast(asSluiceError(thrown).toFailure());
  };
  return {
    store,
    start() {
      const stops = [bridge.on('host-rules:changed', takeRules), bridge.on('sign-ins:changed', takeSignIns)];
      bridge.command('host-rules:list').then(takeRules, () => undefined);
      bridge.command('sign-ins:list').then(takeSignIns, () => undefined);
      return () => {
        for (const stop of stops) stop();
      };
    },
    putRule: (rule) => bridge.command('host-rules:put', rule),
    async removeRule({ id, pattern }) {
      try {
        await bridge.command('host-rules:remove', { id });
        ui.offerUndo({ kind: 'hostRule', name: pattern }, () => {
          bridge.command('host-rules:put-back', { id }).catch(complain);
        });
      } catch (thrown) {
        complain(thrown);
      }
    },
    putSignIn: (place, given) => bridge.command('sign-ins:put', { place, ...given }).catch(complain),
    removeSignIn: (place) => bridge.command('sign-ins:remove', { place }).catch(complain),
    asked: (id) => bridge.command('sign-ins:asked', { id }).catch(() => null),
    signIn: (id, given, remember) => bridge.command('downloads:sign-in', { id, ...given, remember }),
  };
}
