import type { ProxyAgent as Agent } from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import Client from 'undici/lib/dispatcher/client.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import { guardParser } from './parser-guard.ts';

// The package's index gives every dispatcher its methods, and it is not loaded. This one the proxy agent calls itself.
Object.assign(Dispatcher.prototype, { connect });

/** One connection through a proxy, by CONNECT for http too: no proxy then rewrites, stores or answers a reply. */
export const proxyAgent = (options: Pick<Agent.Options, 'uri' | 'requestTls'>): Dispatcher =>
  new ProxyAgent({
    ...options,
    connections: 1,
    proxyTunnel: true,
    factory: (origin, given) => guardParser(new Client(origin, given)),
  });
