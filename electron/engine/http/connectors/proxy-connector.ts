import type { buildConnector as BuildConnector } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import { asSluiceError } from '../../../../shared/failures.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Connector, Opening } from './connector.ts';
import type { Dial } from './dial.ts';
import { httpTunnel } from './http-tunnel.ts';
import { socksTunnel } from './socks-tunnel.ts';
import { proxyUnreachable } from './tunnel-error.ts';

export interface ProxyConnectorOptions {
  readonly proxy: URL;
  /** For an HTTP proxy. */
  readonly signIn: SignIn | null;
  readonly dial: Dial;
  readonly timeoutMs: number;
  /** Of the server behind the proxy. */
  readonly tls: BuildConnector.BuildOptions;
  /** PEM texts; they may vouch for the proxy too. */
  readonly authorities: readonly string[] | undefined;
}

/** Sockets through a tunnel, for http too: no proxy then rewrites, stores or answers a reply. */
export function tunnelConnector(options: ProxyConnectorOptions): Connector {
  const { proxy, signIn, dial, timeoutMs, authorities } = options;
  const secure = buildConnector({ ...options.tls, timeout: timeoutMs });
  return (to, callback) => {
    const target = { hostname: to.hostname, port: Number(to.port) || (to.protocol === 'https:' ? 443 : 80) };
    const aborting = new AbortController();
    const { signal } = aborting;
    let secured: Opening | null = null;
    const tunnel = proxy.protocol.startsWith('socks')
      ? socksTunnel(proxy, target, dial, timeoutMs, signal)
      : httpTunnel({ proxy, signIn, dial, timeoutMs, authorities, signal }, target);
    tunnel.then(
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
