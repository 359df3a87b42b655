import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RemoteState } from '../../shared/ipc/remote.ts';
import type { Bridge } from '../bridge.ts';

export interface RemoteHolder {
  /** `null` while it has not been read. */
  readonly store: StoreApi<{ readonly remote: RemoteState | null }>;
  start(): () => void;
  /** `null` when it cannot be had. */
  secret(): Promise<string | null>;
  renewSecret(): Promise<string | null>;
}

/** How other programs reach the app. */
export function createRemote(bridge: Bridge): RemoteHolder {
  const store = createStore<{ remote: RemoteState | null }>(() => ({ remote: null }));
  const take = (remote: RemoteState): void => {
    store.setState({ remote });
  };
  return {
    store,
    start() {
      const stop = bridge.on('remote:changed', take);
      bridge.command('remote:state').then(take, () => undefined);
      return stop;
    },
    secret: () => bridge.command('remote:secret').catch(() => null),
    renewSecret: () => bridge.command('remote:renew-secret').catch(() => null),
  };
}
