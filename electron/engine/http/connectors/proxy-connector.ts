import type { buildConnector as BuildConnector } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import { asSluiceError } from '../../../../shared/failures.ts';
import type { Connector, Opening } from './connector.ts';
import type { TunnelOptions } from './dial.ts';
import { openTunnel } from './tunnel.ts';
import { proxyUnreachable } from './tunnel-error.ts';

export interface ProxyConnectorOptions extends TunnelOptions {
  /** Of the server behind the proxy. */
  readonly tls: BuildConnector.BuildOptions;
}

/** Sockets through a tunnel, for http too: no proxy then rewrites, stores or answers a reply. */
export function tunnelConnector(options: ProxyConnectorOptions): Connector {
  const secure = buildConnector({ ...options.tls, timeout: options.timeoutMs });
  return (to, callback) => {
    const target = { hostname: to.hostname, port: Number(to.port) || (to.protocol === 'https:' ? 443 : 80) };
    const aborting = new AbortController();
    const { signal } = aborting;
    let secured: Opening | null = null;
    openTunnel(options, target, signal).then(
      (socket) => {
        // The types say void; it returns the socket.
        if (to.protocol === 'https:') secured = secure({ ...to, httpSocket: socket }, callback) as unknown as Opening;
        else callback(null, socket.setNoDelay(true));
      },
      (error: unknown) => {
        callback(asSluiceError(error), null);
      },
    );
    return {
      destroy(error) {
        aborting.abort(error);
        secured?.destroy(error);
      },
    };
  };
}

/** Sockets to an HTTP proxy that is asked for each resource by its whole address (RFC 9112 section 3.2.2). */
export const forwardConnector =
  (proxy: URL, connect: Connector): Connector =>
  (to, callback) => {
    const { protocol, hostname } = proxy;
    const port = proxy.port === '' ? (protocol === 'https:' ? '443' : '80') : proxy.port;
    const host = hostname.replace(/^\[|\]$/g, '');
    return connect({ ...to, protocol, hostname: host, host: proxy.host, port }, (...reply) => {
      if (reply[0]) callback(proxyUnreachable(reply[0]), null);
      else callback(...reply);
    });
  };
