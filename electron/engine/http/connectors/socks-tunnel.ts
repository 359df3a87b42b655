import { lookup } from 'node:dns';
import { connect, type Socket } from 'node:net';
import { Socks5Client } from 'undici/lib/core/socks5-client.js';
import { SluiceError } from '../../../../shared/failures.ts';
import { transportFailure } from '../errors.ts';
import { proxySignIn } from '../proxy-url.ts';
import type { Dial, Target } from './dial.ts';
import { proxyUnreachable } from './tunnel-error.ts';

const DEFAULT_PORT = 1080;

/**
 * A socket through a SOCKS 5 proxy (RFC 1928, RFC 1929). `socks5h` leaves names to the proxy, `socks5` looks them up here.
 * undici's client speaks the protocol; its agent is not used, because that hides which socket a request runs on.
 * @param signal ends it while there is no tunnel yet
 * @throws {SluiceError} `proxy-unreachable`, `proxy-sign-in`, `proxy-failed`; `dns-failed`
 */
export async function socksTunnel(
  proxy: URL,
  target: Target,
  dial: Dial,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  const address = proxy.protocol === 'socks5h:' ? target.hostname : await resolved(target.hostname, dial);
  signal.throwIfAborted();
  const signIn = proxySignIn(proxy);
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...dial,
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? DEFAULT_PORT : Number(proxy.port),
    });
    let reached = false;
    const fail = (error: SluiceError): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => {
      fail(new SluiceError(reached ? 'proxy-failed' : 'proxy-unreachable', `No tunnel within ${String(timeoutMs)} ms`));
    }, timeoutMs);
    signal.addEventListener('abort', () => {
      fail(proxyUnreachable(signal.reason));
    });
    const client = new Socks5Client(socket, signIn ? { username: signIn.user, password: signIn.password } : {});
    client.on('error', (error) => {
      fail(reached ? refusal(error) : proxyUnreachable(error));
    });
    client.on('close', () => {
      fail(new SluiceError('proxy-failed', 'The proxy closed the connection'));
    });
    // The client forgets what comes with the proxy's reply: the greeting of a server that speaks first.
    let came = Buffer.alloc(0);
    const keep = (chunk: Buffer): void => {
      came = Buffer.concat([came, chunk]);
    };
    client.once('authenticated', () => {
      client.connect(address, target.port);
      socket.prependListener('data', keep);
    });
    client.once('connected', () => {
      clearTimeout(timer);
      socket.removeListener('data', keep);
      // What comes next is for whoever takes the socket over.
      socket.pause();
      const greeting = came.subarray(replyLength(came));
      if (greeting.length > 0) socket.unshift(greeting);
      resolve(socket);
    });
    socket.once('connect', () => {
      reached = true;
      client.handshake();
    });
  });
}

/** Of the reply to CONNECT that a buffer begins with, by the kind of address in it (RFC 1928 section 6); bytes. */
function replyLength(reply: Buffer): number {
  const [, , , kind, letters = 0] = reply;
  return 6 + (kind === 3 ? 1 + letters : kind === 4 ? 16 : 4);
}

function refusal(error: Error & { code?: string }): SluiceError {
  const signIn = error.code?.startsWith('UND_ERR_SOCKS5_AUTH') === true;
  return new SluiceError(signIn ? 'proxy-sign-in' : 'proxy-failed', error.message, { cause: error });
}

function resolved(hostname: string, dial: Dial): Promise<string> {
  const { family = 0, lookup: find = lookup } = dial;
  return new Promise((resolve, reject) => {
    find(hostname, { family, all: false }, (error, address) => {
      if (error) reject(transportFailure(error));
      else if (typeof address === 'string') resolve(address);
      else reject(new SluiceError('dns-failed', 'No address'));
    });
  });
}
