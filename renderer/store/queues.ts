import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Queue } from '../../shared/queue.ts';
import type { Bridge } from '../bridge.ts';

export interface QueuesState {
  /** The default queue first. */
  readonly queues: readonly Queue[];
}

export interface QueuesHolder {
  readonly store: StoreApi<QueuesState>;
  start(): () => void;
}

/** The engine's queues as the main process tells them. */
export function createQueues(bridge: Bridge): QueuesHolder {
  const store = createStore<QueuesState>(() => ({ queues: [] }));
  const take = (queues: readonly Queue[]): void => {
    store.setState({ queues });
  };
  return {
    store,
    start() {
      const stop = bridge.on('queues:changed', take);
      // Without an answer there are none to show: the feed is what tells that the main process is silent.
      bridge.command('queues:list').then(take, () => undefined);
      return stop;
    },
  };
}
