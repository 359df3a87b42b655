import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { makeCertificate } from './certificate.ts';

export interface ConnectProxyOptions {
  /** Asked for by Basic when given: `user:password`. */
  readonly signIn?: string;
  /** Speaks TLS to its clients. */
  readonly tls?: boolean;
  /** Refuses tunnels to these ports, by 403. */
  readonly refuses?: readonly number[];
}

/** An HTTP proxy on loopback that opens tunnels to any port (RFC 9110 section 9.3.6), and what it was asked for. */
export interface ConnectProxy {
  readonly port: number;
  /** PEM, `null` without TLS. */
  readonly certificate: string | null;
  /** `host:port` of every tunnel, in order. */
  readonly targets: readonly string[];
  /** Heads of all requests as they came, sign-ins included. */
  readonly heads: readonly string[];
  close(): Promise<void>;
}

export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const identity = options.tls ? makeCertificate() : null;
  const server = identity ? createSecureServer({ cert: identity.certificate, key: identity.key }) : createServer();
  const targets: string[] = [];
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const kept = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    return socket;
  };
  const wanted = options.signIn === undefined ? null : `Basic ${Buffer.from(options.signIn).toString('base64')}`;
  server.on('connection', kept);
  server.on('request', (request: IncomingMessage, response) => {
    heads.push([request.method, request.url, ...request.rawHeaders].join(' '));
    response.writeHead(405).end();
  });
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    const authority = request.url ?? '';
    heads.push(['CONNECT', authority, ...request.rawHeaders].join(' '));
    const { hostname, port } = new URL(`http://${authority}`);
    const refuse = (line: string): void => void client.end(`HTTP/1.1 ${line}\r\ncontent-length: 0\r\n\r\n`);
    if (wanted !== null && request.headers['proxy-authorization'] !== wanted) {
      refuse('407 Sign in\r\nproxy-authenticate: Basic realm="proxy"');
      return;
    }
    if (options.refuses?.includes(Number(port))) {
      refuse('403 Forbidden');
      return;
    }
    targets.push(authority);
    const upstream = kept(connect(Number(port), hostname.replace(/^\[|\]$/g, '')));
    client.on('error', () => upstream.destroy()).once('close', () => upstream.destroy());
    upstream.once('error', () => {
      refuse('502 Not reached');
    });
    upstream.once('connect', () => {
      client.write('HTTP/1.1 200 Go on\r\n\r\n');
      if (head.length > 0) upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    certificate: identity?.certificate ?? null,
    targets,
    heads,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
