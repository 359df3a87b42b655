import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isIPv6 } from 'node:net';
import { SluiceError } from '../../../../shared/failures.ts';
import { header } from '../../headers/values.ts';
import { MAX_REQUESTS } from '../sign-in/sign-in.ts';
import type { Target, TunnelOptions } from './dial.ts';
import { proxyUnreachable, TunnelRefused } from './tunnel-error.ts';

/** Refusals of CONNECT itself; by others the proxy says that it tried. */
const REFUSALS = new Set([400, 403, 404, 405, 501]);

/** The time is that of each CONNECT. */
type HttpTunnelOptions = TunnelOptions & { readonly signal: AbortSignal };

/**
 * A socket through an HTTP proxy by CONNECT (RFC 9110 section 9.3.6).
 * @throws {SluiceError} `proxy-unreachable`, `proxy-sign-in`, `proxy-failed` ({@link TunnelRefused})
 */
export async function httpTunnel(options: HttpTunnelOptions, { hostname, port }: Target): Promise<Socket> {
  const { signIn } = options;
  const authority = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${String(port)}`;
  for (let number = 1; ; number += 1) {
    const given = signIn?.give('CONNECT', authority) ?? null;
    const { reply, socket } = await connectBy(options, authority, given?.value);
    if (socket) return socket;
    const status = reply.statusCode ?? 0;
    const asks = status === 407 && number < MAX_REQUESTS ? header(reply.headers, 'proxy-authenticate') : null;
    if (asks === null || !given || signIn?.refused(given, asks, number > 1) !== true) throw refusal(status);
  }
}

interface Connected {
  readonly reply: IncomingMessage;
  /** `null`: refused, and closed. */
  readonly socket: Socket | null;
}

async function connectBy(
  { proxy, dial, timeoutMs, authorities, signal }: HttpTunnelOptions,
  authority: string,
  credentials: string | undefined,
): Promise<Connected> {
  const secure = proxy.protocol === 'https:';
  // Loaded when there is a proxy: the command line starts faster without.
  const { request } = secure ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    const asked = request({
      ...dial,
      ...(authorities && { ca: [...authorities] }),
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? (secure ? 443 : 80) : Number(proxy.port),
      path: authority,
      agent: false,
      signal,
      headers: { host: authority, ...(credentials !== undefined && { 'proxy-authorization': credentials }) },
    });
    const timer = setTimeout(() => {
      asked.destroy(new SluiceError('proxy-unreachable', `No tunnel within ${String(timeoutMs)} ms`));
    }, timeoutMs);
    asked.once('connect', (reply, socket, head) => {
      clearTimeout(timer);
      const status = reply.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head);
        // Of a socket whatever kind: the types know only that it is a stream.
        resolve({ reply, socket: socket as Socket });
        return;
      }
      socket.destroy();
      resolve({ reply, socket: null });
    });
    asked.once('response', (reply) => {
      clearTimeout(timer);
      asked.destroy();
      resolve({ reply, socket: null });
    });
    asked.once('error', (error) => {
      clearTimeout(timer);
      reject(error instanceof SluiceError ? error : proxyUnreachable(error));
    });
    asked.end();
  });
}

function refusal(status: number): SluiceError {
  const detail = `The proxy answered CONNECT with ${String(status)}`;
  // Nobody but the proxy answers a CONNECT; tinyproxy says 401 to a wrong sign-in.
  if (status === 407 || status === 401) return new SluiceError('proxy-sign-in', detail);
  return REFUSALS.has(status) ? new TunnelRefused('proxy-failed', detail) : new SluiceError('proxy-failed', detail);
}
