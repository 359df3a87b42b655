import type { Socket } from 'node:net';
import { isIPv6 } from 'node:net';
import { SluiceError } from '../../../../shared/failures.ts';
import { proxyCredentials } from '../proxy-url.ts';
import type { Dial, Target } from './dial.ts';
import { proxyUnreachable, TunnelRefused } from './tunnel-error.ts';

/** Refusals of CONNECT itself; by others the proxy says that it tried. */
const REFUSALS = new Set([400, 403, 404, 405, 501]);

/**
 * A socket through an HTTP proxy by CONNECT (RFC 9110 section 9.3.6).
 * @param authorities PEM text of certificate authorities that may vouch for an https proxy
 * @throws {SluiceError} `proxy-unreachable`, `proxy-sign-in`, `proxy-failed` ({@link TunnelRefused})
 */
export async function httpTunnel(
  proxy: URL,
  { hostname, port }: Target,
  dial: Dial,
  timeoutMs: number,
  authorities: string | undefined,
): Promise<Socket> {
  const secure = proxy.protocol === 'https:';
  // Loaded when there is a proxy: the command line starts faster without.
  const { request } = secure ? await import('node:https') : await import('node:http');
  const authority = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${String(port)}`;
  const credentials = proxyCredentials(proxy);
  return new Promise((resolve, reject) => {
    const asked = request({
      ...dial,
      ...(authorities === undefined ? {} : { ca: authorities }),
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? (secure ? 443 : 80) : Number(proxy.port),
      path: authority,
      agent: false,
      headers: { host: authority, ...(credentials && { 'proxy-authorization': credentials }) },
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
        resolve(socket as Socket);
        return;
      }
      socket.destroy();
      reject(refusal(status));
    });
    asked.once('response', (reply) => {
      clearTimeout(timer);
      asked.destroy();
      reject(refusal(reply.statusCode ?? 0));
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
