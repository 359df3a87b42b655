import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Book } from './book.ts';
import { Dispatcher } from './dispatcher.ts';
import { Gate, isAllowedHost, isAllowedOrigin, type Allowed } from './gate.ts';
import type { RemoteHost } from './host.ts';
import { createMethods } from './methods.ts';
import { listenPrivately } from './private-socket.ts';
import { createWebSockets, type Peer } from './websocket.ts';

export interface RemoteOptions {
  readonly host: RemoteHost;
  readonly at: ListenAt;
  /** Asked for each call, so that a renewed one counts at once. */
  readonly secret: () => string;
  /** Origins of pages (`https://…`, `null`, or `*` for all) and further names of this machine. */
  readonly allowed: () => Allowed;
  readonly onDefect: (what: string, error: unknown) => void;
  /** Monotonic ms; only tests bring another. */
  readonly now?: (() => number) | undefined;
}

/**
 * A port (0 takes any that is free), on loopback or on every interface; or the path of a socket that only this user can
 * open.
 */
export type ListenAt = { readonly port: number; readonly listenAll?: boolean | undefined } | { readonly path: string };

export interface Remote {
  /** 0 at a path. */
  readonly port: number;
  /** Lets every client go. */
  close(): Promise<void>;
}

const PATH = '/jsonrpc';
/** As aria2's --rpc-max-request-size. */
const MAX_BODY_BYTES = 2 * 2 ** 20;
const BODY_TIMEOUT_MS = 30_000;

/**
 * aria2's JSON-RPC over HTTP and WebSocket on one port.
 * @throws {Error} as `listen` does: EADDRINUSE, EACCES
 */
export async function startRemote(options: RemoteOptions): Promise<Remote> {
  const { host, allowed, onDefect, now = () => performance.now() } = options;
  const peers = new Map<Peer, { authorised: boolean }>();
  const book = new Book(host.engine, (method, gid) => {
    const text = JSON.stringify({ jsonrpc: '2.0', method, params: [{ gid }] });
    // Only to those who have shown the secret: a notification tells what the user downloads and when.
    for (const [peer, { authorised }] of peers) if (authorised) peer.send(text);
  });
  const dispatcher = new Dispatcher(createMethods(host, book), new Gate(options.secret, now), onDefect);

  const sockets = createWebSockets({
    maxMessageBytes: MAX_BODY_BYTES,
    onOpen: (peer) => void peers.set(peer, { authorised: false }),
    onClose: (peer) => void peers.delete(peer),
    onMessage(peer, text) {
      const state = peers.get(peer);
      if (!state) return;
      void dispatcher.answer(text, peer.address, state.authorised).then(({ body, authorised }) => {
        state.authorised ||= authorised;
        peer.send(body);
      });
    },
  });

  const server = createServer({ requestTimeout: BODY_TIMEOUT_MS }, (request, response) => {
    answerHttp(request, response).catch((error: unknown) => {
      onDefect('rpc', error);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined);
    const status = refusal(request, allowed());
    if (status === null) sockets.accept(request, socket, head);
    else socket.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n\r\n`);
  });

  async function answerHttp(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const end = (status: number, body = '', type = 'text/plain'): void => {
      response.writeHead(status, {
        'content-type': type,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      response.end(body);
    };
    const status = refusal(request, allowed());
    if (status !== null) {
      // What is still coming is of no interest.
      response.setHeader('connection', 'close');
      end(status, `${STATUS_CODES[status] ?? ''}\n`);
      return;
    }
    const { origin } = request.headers;
    if (origin !== undefined) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('vary', 'origin');
    }
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'POST');
      response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '');
      response.setHeader('access-control-allow-private-network', 'true');
      response.setHeader('access-control-max-age', '1728000');
      end(204);
      return;
    }
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST, OPTIONS');
      end(405, 'Send the call as the body of a POST, or over a WebSocket.\n');
      return;
    }
    const text = await bodyOf(request);
    if (text === null) {
      response.setHeader('connection', 'close');
      end(413, 'The call is too long.\n');
      return;
    }
    const answer = await dispatcher.answer(text, request.socket.remoteAddress ?? '', false);
    end(answer.status, answer.body, 'application/json-rpc');
  }

  await listen(server, options.at).catch((error: unknown) => {
    book.close();
    throw error;
  });
  server.on('error', (error) => {
    onDefect('rpc', error);
  });
  return {
    port: 'path' in options.at ? 0 : (server.address() as AddressInfo).port,
    async close() {
      book.close();
      sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

async function listen(server: Server, at: ListenAt): Promise<void> {
  if ('path' in at) return listenPrivately(server, at.path);
  const { port, listenAll } = at;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: listenAll ? undefined : '127.0.0.1' }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The status that refuses a request before anything of it is read; `null`: it may come in. */
function refusal(request: IncomingMessage, allowed: Allowed): number | null {
  if (!isAllowedHost(request.headers.host, allowed)) return 403;
  if (!isAllowedOrigin(request.headers.origin, allowed)) return 403;
  return request.url?.split('?')[0] === PATH ? null : 404;
}

/** @returns `null` when it is longer than may be */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
