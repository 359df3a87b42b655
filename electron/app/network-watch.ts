import { networkInterfaces } from 'node:os';
import type { Engine } from '../engine/index.ts';
import type { Clock } from './clock.ts';

/** How often the addresses of the machine are looked at, in ms; only while downloads run, or while there is no network. */
const LOOK_MS = 3_000;

export interface NetworkWatchOptions {
  readonly engine: Pick<Engine, 'reconnect' | 'setOnline'>;
  readonly clock: Clock;
  readonly isActive: () => boolean;
  readonly isOnline: () => boolean;
  /** Names the present addresses of the machine. */
  readonly addresses?: () => string;
}

export interface NetworkWatch {
  /** Looks at once: downloads have begun to run, or something else has happened. */
  look(): void;
  /** The machine woke up: whatever was connected is not any more. */
  woke(): void;
  /** As it was seen last; `true` until it was looked at. */
  isOnline(): boolean;
  /** Called when the network has gone or is back. Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

/**
 * Tells the engine when the network goes, comes back or becomes another one. No event of the system says all of that on
 * every platform, so while downloads run, or while there is no network, it is looked at.
 */
export function watchNetwork(options: NetworkWatchOptions): NetworkWatch {
  const { engine, clock, isActive, isOnline, addresses = presentAddresses } = options;
  let known = addresses();
  let callOff: (() => void) | null = null;
  let closed = false;
  let online = true;
  const listeners = new Set<() => void>();

  function see(): void {
    const now = isOnline();
    engine.setOnline(now);
    if (now === online) return;
    online = now;
    for (const listener of listeners) listener();
  }

  function look(): void {
    callOff?.();
    callOff = null;
    if (closed) return;
    see();
    const now = addresses();
    const changed = now !== known;
    known = now;
    // Without any address there is nothing to connect with.
    if (changed && now !== '') engine.reconnect();
    // Without a network it is looked at until there is one, so that nobody is told of an old state.
    if (isActive() || !online) callOff = clock.after(LOOK_MS, look);
  }

  return {
    look() {
      if (callOff === null) look();
    },
    woke() {
      known = addresses();
      look();
      engine.reconnect();
    },
    isOnline: () => online,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closed = true;
      callOff?.();
    },
  };
}

/** Link-local addresses come and go by themselves and carry no download. */
function presentAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address)
    .sort()
    .join(' ');
}
