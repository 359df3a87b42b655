import type { Socket } from 'node:net';
import type { Target, TunnelOptions } from './dial.ts';
import { httpTunnel } from './http-tunnel.ts';
import { socksTunnel } from './socks-tunnel.ts';

/**
 * A socket through a proxy of any kind. What has come already waits in it until somebody reads.
 * @param signal ends it while there is no tunnel yet
 * @throws {SluiceError} `proxy-unreachable`, `proxy-sign-in`, `proxy-failed`; `dns-failed`
 */
export const openTunnel = (options: TunnelOptions, target: Target, signal: AbortSignal): Promise<Socket> => {
  const { proxy, dial, timeoutMs } = options;
  return proxy.protocol.startsWith('socks')
    ? socksTunnel(proxy, target, dial, timeoutMs, signal)
    : httpTunnel({ ...options, signal }, target);
};
