import { createStore, type StoreApi } from 'zustand/vanilla';
import type { UpdateState } from '../../shared/ipc/update.ts';
import type { Bridge } from '../bridge.ts';

export interface UpdatesHolder {
  /** `update` is `null` while it has not been read; `putAway`: the version whose notice was closed. */
  readonly store: StoreApi<{ readonly update: UpdateState | null; readonly putAway: string | null }>;
  start(): () => void;
  check(): void;
  download(): void;
  /** Whether the program ends for it; it does not while downloads are active, unless that is wanted. */
  restart(evenIfActive: boolean): Promise<boolean>;
  /** Closes the notice of the version that is there. */
  putAway(): void;
}

/** Newer versions of the program. */
export function createUpdates(bridge: Bridge): UpdatesHolder {
  const store = createStore<{ update: UpdateState | null; putAway: string | null }>(() => ({
    update: null,
    putAway: null,
  }));
  const take = (update: UpdateState): void => {
    store.setState({ update });
  };
  return {
    store,
    start() {
      const stop = bridge.on('update:changed', take);
      bridge.command('update:state').then(take, () => undefined);
      return stop;
    },
    check() {
      bridge.command('update:check').catch(() => undefined);
    },
    download() {
      bridge.command('update:download').catch(() => undefined);
    },
    restart: (evenIfActive) => bridge.command('update:restart', { evenIfActive }).catch(() => false),
    putAway() {
      store.setState(({ update }) => ({ putAway: update?.version ?? null }));
    },
  };
}
