import { FtpTransport } from '../ftp/ftp-transport.ts';
import { forgetNames, type TransportOptions, type Way } from './network-options.ts';
import {
  environmentProxies,
  NO_PROXY,
  waysTo,
  type NetworkDefaults,
  type ProxyDefaults,
  type SystemProxy,
} from './proxies.ts';
import { RoutedTransport } from './routed-transport.ts';
import type { Transport } from './transport.ts';
import { UndiciTransport } from './undici-transport.ts';

export interface TransportPool {
  readonly get: (options: TransportOptions) => Transport;
  /** Holds from the next request on. */
  configure(given: {
    readonly proxies?: ProxyDefaults | undefined;
    readonly network?: NetworkDefaults | undefined;
  }): void;
  /** Ends idle connections: none of them is used again. Names are looked up anew. */
  reset(): void;
  close(): void;
}

const keys = new WeakMap<TransportOptions, string>();

/** Made once for an object of options: transports are asked for at every buffer. */
function keyOf(options: TransportOptions): string {
  const key = keys.get(options) ?? JSON.stringify(options);
  keys.set(options, key);
  return key;
}

/** One transport for each way, made when first asked for. @param system default: the environment's */
export function transportPool(system?: SystemProxy): TransportPool {
  let defaults = NO_PROXY;
  let network: NetworkDefaults = {};
  const ask = system ?? environmentProxies(process.env);
  const ways = new Map<string, Transport>();
  const ftps = new Map<string, Transport>();
  const routed = new Map<string, Transport>();
  const once = <Options extends TransportOptions>(
    made: Map<string, Transport>,
    options: Options,
    make: (options: Options) => Transport,
  ): Transport => {
    const key = keyOf(options);
    const transport = made.get(key) ?? make(options);
    made.set(key, transport);
    return transport;
  };
  /** The same object for the same way, as its key is kept by object. */
  let wholes = new WeakMap<Way, Way>();
  const whole = (way: Way): Way => {
    const made = wholes.get(way) ?? {
      ...way,
      systemAuthorities: way.systemAuthorities ?? network.systemAuthorities,
      dnsOverHttps: way.dnsOverHttps ?? network.dnsOverHttps,
    };
    wholes.set(way, made);
    return made;
  };
  const routes = {
    ways: (url: URL, proxy: string | undefined) => waysTo(url, proxy, defaults, ask),
    transport: (way: Way) => once(ways, whole(way), (chosen) => new UndiciTransport(chosen)),
    ftp: (way: Way) => once(ftps, whole(way), (chosen) => new FtpTransport(chosen)),
  };
  const close = (): void => {
    for (const transport of ways.values()) transport.close();
  };
  return {
    get: (options) => once(routed, options, (chosen) => new RoutedTransport(chosen, routes)),
    configure(given) {
      defaults = given.proxies ?? defaults;
      if (!given.network) return;
      network = given.network;
      wholes = new WeakMap();
    },
    reset() {
      close();
      ways.clear();
      ftps.clear();
      routed.clear();
      forgetNames();
    },
    close,
  };
}
