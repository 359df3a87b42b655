import { fastestCrc32 } from '../checkpoint/fastest-crc32.ts';
import type { Crc32 } from '../checkpoint/journal.ts';
import type { Transport } from '../http/transport.ts';
import type { TransportOptions } from '../http/network-options.ts';
import type { SystemProxy } from '../http/proxies.ts';
import { systemNetwork, type NetworkPort } from './network.ts';
import { hostMemory, type HostMemory } from '../plan/host-memory.ts';
import { SPEED_POLICY, type SpeedPolicy } from '../plan/slow.ts';
import { RETRY_POLICY, type RetryPolicy } from '../retry/policy.ts';

export interface Clock {
  /** Monotonic ms: speed, time-outs, back-off. */
  now(): number;
  /** ms since 1970: only for what is shown or stored, and for dates from servers. */
  wallNow(): number;
  /** Returns the function that cancels it. */
  after(ms: number, callback: () => void): () => void;
  every(ms: number, callback: () => void): () => void;
}

/** Everything a task needs from outside; tests give other ones. */
export interface TaskPorts {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly crc32: Crc32;
  /** Exchanges share idle connections when their options are equal. */
  readonly transport: (options: TransportOptions) => Transport;
  readonly retry: RetryPolicy;
  readonly network: NetworkPort;
  readonly speed: SpeedPolicy;
  readonly hosts: HostMemory;
  /** Default: what the environment names. */
  readonly systemProxy?: SystemProxy | undefined;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return () => {
      clearInterval(timer);
    };
  },
};

export function systemPorts(transport: TaskPorts['transport']): TaskPorts {
  return {
    clock: systemClock,
    random: Math.random,
    crc32: fastestCrc32(),
    transport,
    retry: RETRY_POLICY,
    speed: SPEED_POLICY,
    hosts: hostMemory(() => systemClock.wallNow()),
    network: systemNetwork,
  };
}
