import { crc32 } from 'node:zlib';
import type { Crc32 } from '../checkpoint/journal.ts';
import type { Transport } from '../http/transport.ts';
import { UndiciTransport, type TransportOptions } from '../http/undici-transport.ts';
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
  readonly speed: SpeedPolicy;
  readonly hosts: HostMemory;
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

/** One transport for each set of options, made when first asked for. */
export function transportPool(): { get: TaskPorts['transport']; close: () => void } {
  const transports = new Map<string, Transport>();
  return {
    get(options) {
      const key = JSON.stringify([options.proxy, options.insecure, options.certificateAuthorities]);
      const transport = transports.get(key) ?? new UndiciTransport(options);
      transports.set(key, transport);
      return transport;
    },
    close() {
      for (const transport of transports.values()) transport.close();
    },
  };
}

export function systemPorts(transport: TaskPorts['transport']): TaskPorts {
  return {
    clock: systemClock,
    random: Math.random,
    crc32,
    transport,
    retry: RETRY_POLICY,
    speed: SPEED_POLICY,
    hosts: hostMemory(() => systemClock.wallNow()),
  };
}
