import { connect, type Socket } from 'node:net';
import { SluiceError } from '../../../shared/failures.ts';
import { openTunnel } from '../http/connectors/tunnel.ts';
import { transportFailure } from '../http/errors.ts';
import { authoritiesOf, connectTimeoutOf, dialOf, type Way } from '../http/network-options.ts';
import { signInOf } from '../http/proxy-url.ts';

/** Opens the sockets of one exchange, all by the same way: control and data connections. */
export interface Sockets {
  /** Whether they go through a proxy: the address that a socket then tells is the proxy's. */
  readonly proxied: boolean;
  /** @param host an IPv6 address without brackets. @throws {SluiceError} */
  open(host: string, port: number): Promise<Socket>;
  /** Ends all of them at once, and what is being opened. */
  abort(): void;
}

/** @throws {SluiceError} `bad-option` when this machine has no such interface or address to connect from */
export function socketsBy(way: Way): Sockets {
  const dial = dialOf(way);
  const timeoutMs = connectTimeoutOf(way);
  const proxy = way.proxy === undefined ? null : new URL(way.proxy);
  const tunnel = proxy && { proxy, signIn: signInOf(proxy), dial, timeoutMs, authorities: authoritiesOf(way) };
  const opened = new Set<Socket>();
  let opening = new AbortController();
  let over = false;

  const direct = (host: string, port: number, signal: AbortSignal): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect({ ...dial, host, port });
      const settle = (error: unknown): void => {
        socket.removeListener('error', settle).setTimeout(0);
        signal.removeEventListener('abort', stop);
        if (error === undefined) resolve(socket);
        else {
          socket.on('error', () => undefined).destroy();
          reject(transportFailure(error));
        }
      };
      const stop = (): void => {
        settle(signal.reason);
      };
      signal.addEventListener('abort', stop);
      socket.once('error', settle).once('connect', () => {
        settle(undefined);
      });
      socket.setTimeout(timeoutMs, () => {
        settle(new SluiceError('connect-timeout', `No connection within ${String(timeoutMs)} ms`));
      });
    });

  return {
    proxied: tunnel !== null,
    async open(host, port) {
      // A tunnel that is open is none of its signal's business any more.
      opening = new AbortController();
      const { signal } = opening;
      const socket = await (tunnel ? openTunnel(tunnel, { hostname: host, port }, signal) : direct(host, port, signal));
      opened.add(socket);
      socket.once('close', () => opened.delete(socket));
      if (over) socket.destroy();
      return socket;
    },
    abort() {
      over = true;
      opening.abort(new SluiceError('connection-lost', 'Ended while connecting'));
      for (const socket of opened) socket.destroy();
    },
  };
}
