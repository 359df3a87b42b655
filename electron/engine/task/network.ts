import { networkInterfaces } from 'node:os';

/** What a machine can say of its network; tests say other things. */
export interface NetworkPort {
  /** An interface beside the loopback has an address. */
  connected(): boolean;
  /** Whether this host is reached over the network at all. */
  needed(host: string): boolean;
}

export const systemNetwork: NetworkPort = {
  connected: () =>
    Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal)),
  needed: (host) => !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(host),
};

/** What all downloads of an engine are told of the network. */
export class Network {
  #online = true;
  readonly #reconnects = new Set<() => void>();
  readonly #changes = new Set<() => void>();

  constructor(readonly port: NetworkPort) {}

  /** What was told last; true until somebody says otherwise. */
  get online(): boolean {
    return this.#online;
  }

  setOnline(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    for (const listener of [...this.#changes]) listener();
  }

  reconnect(): void {
    for (const listener of [...this.#reconnects]) listener();
  }

  /** Returns the function that ends it. */
  onReconnect(listener: () => void): () => void {
    this.#reconnects.add(listener);
    return () => this.#reconnects.delete(listener);
  }

  /** Returns the function that ends it. */
  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }
}
