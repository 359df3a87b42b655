import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { makeCertificate } from './certificate.ts';
import type { CertificateKind } from './certificate.ts';
import { Connection } from './connection.ts';
import type { FileSpec } from './entity.ts';
import { Gate } from './gate.ts';
import type { Hold, HoldSpec } from './gate.ts';
import { Pace } from './pace.ts';
import { pageReply } from './reply.ts';
import { firstRangeAsked } from './range-request.ts';
import { RequestLog } from './request-log.ts';
import type { RecordedRequest } from './request-log.ts';
import { ServedFile } from './served-file.ts';
import { transmit } from './transmit.ts';

const DEFAULT_PATIENCE_MS = 10_000;

export interface ServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** HTTPS with a certificate made for this server. */
  readonly tls?: boolean | CertificateKind;
  /** Over all connections together. */
  readonly linkBytesPerSecond?: number | null;
  /** Accepts connections and never says a word, so that even a TLS handshake gets no answer. */
  readonly mute?: boolean;
}

/** A server on loopback that does as it is told, however wrong. Close it at the end of the test. */
export interface CruelServer {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port without a slash at the end. */
  readonly origin: string;
  /** PEM to trust, `null` for plain HTTP. */
  readonly certificate: string | null;
  /** In order of arrival; the entries live on while their replies run. */
  readonly requests: readonly RecordedRequest[];
  requestsFor(path: string): readonly RecordedRequest[];
  /** @returns the URL. Serving a path again replaces it. */
  serve(path: string, spec: FileSpec): string;
  /** From the next request on; a changed size or seed changes the default ETag with it. */
  change(path: string, changes: Partial<FileSpec>): void;
  /** Holds replies of the path until released. */
  hold(path: string, spec?: HoldSpec): Hold;
  /** Changes the limit over all connections, at once. `null`: none. */
  limitLink(bytesPerSecond: number | null): void;
  /** Resets every connection that carries a reply of the path, or, without a path, every connection. */
  cut(path?: string): Promise<void>;
  /** Body bytes sent over all replies of the path. */
  bytesSent(path: string): number;
  openConnections(): number;
  /** Connections accepted so far. */
  totalConnections(): number;
  /** Replies of the path that are being sent now. */
  concurrent(path: string): number;
  maxConcurrent(path: string): number;
  /**
   * Looks at every event and resolves with the probe's first result that is not null, undefined or false. Rejects
   * after `timeoutMs` (default 10 s), saying `what` it waited for.
   */
  waitFor<T>(probe: () => T | null | undefined | false, what?: string, timeoutMs?: number): Promise<T>;
  /** Breaks everything off and stops listening. */
  close(): Promise<void>;
}

export async function startCruelServer(options: ServerOptions = {}): Promise<CruelServer> {
  const identity = options.tls ? makeCertificate(options.tls === true ? 'valid' : options.tls) : null;
  const secure = identity && createSecureContext({ cert: identity.certificate, key: identity.key });
  const log = new RequestLog();
  const files = new Map<string, ServedFile>();
  const connections = new Map<number, Connection>();
  const mutes = new Set<Socket>();
  const linkPace = new Pace();
  let linkRate = options.linkBytesPerSecond ?? null;
  let accepted = 0;

  async function converse(connection: Connection): Promise<void> {
    for (;;) {
      const head = await connection.nextRequest();
      if (!head) break;
      const path = head.target.replace(/[?#].*$/s, '');
      const request = log.begin({
        ...head,
        path,
        connection: connection.id,
        range: firstRangeAsked(head.headers['range']),
      });
      const file = files.get(path);
      if (file && file.latencyMs > 0) await connection.wait(file.latencyMs);
      const again = await transmit(file?.reply(request, log) ?? pageReply(404), {
        connection,
        request,
        log,
        gates: () => file?.gates ?? [],
        bytesPerSecond: () => file?.bytesPerSecond(request) ?? null,
        pace: new Pace(),
        link: { pace: linkPace, bytesPerSecond: () => linkRate },
      });
      if (!again) return;
    }
    connection.destroy();
  }

  const server = createServer((socket) => {
    accepted += 1;
    if (options.mute) {
      socket.on('error', () => undefined);
      socket.once('close', () => {
        mutes.delete(socket);
        log.notify();
      });
      mutes.add(socket.resume());
      log.notify();
      return;
    }
    const connection = new Connection(accepted, socket, secure);
    connections.set(connection.id, connection);
    socket.once('close', () => {
      connections.delete(connection.id);
      log.notify();
    });
    log.notify();
    void converse(connection);
  });
  const address = await listen(server, options);
  const host = options.host ?? '127.0.0.1';
  const authority = `${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  const origin = `${secure ? 'https' : 'http'}://${authority}`;

  const fileAt = (path: string): ServedFile => {
    const file = files.get(path);
    if (!file) throw new Error(`Nothing is served at ${path}.`);
    return file;
  };

  return {
    host,
    port: address.port,
    origin,
    certificate: identity?.certificate ?? null,
    requests: log.requests,
    requestsFor: (path) => log.requests.filter((request) => request.path === path),
    serve(path, spec) {
      files.set(path, new ServedFile(spec));
      return origin + path;
    },
    change: (path, changes) => fileAt(path).change(changes),
    hold(path, spec = {}) {
      const gate = new Gate(spec);
      fileAt(path).gates.push(gate);
      return gate;
    },
    limitLink(bytesPerSecond) {
      linkRate = bytesPerSecond;
    },
    async cut(path) {
      const hit = new Set(path === undefined ? connections.keys() : []);
      for (const request of log.requests) {
        if (request.state !== 'open' || (path !== undefined && request.path !== path)) continue;
        log.end(request, 'cut');
        hit.add(request.connection);
      }
      await Promise.all([...hit].map(async (id) => connections.get(id)?.reset()));
    },
    bytesSent: (path) => log.sent(path),
    openConnections: () => connections.size + mutes.size,
    totalConnections: () => accepted,
    concurrent: (path) => log.open(path),
    maxConcurrent: (path) => log.mostOpen(path),
    waitFor: (probe, what = 'an event', timeoutMs = DEFAULT_PATIENCE_MS) => log.waitFor(probe, what, timeoutMs),
    async close() {
      for (const request of log.requests) log.end(request, 'cut');
      for (const connection of connections.values()) connection.destroy();
      for (const socket of mutes) socket.destroy();
      log.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, options: ServerOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A deep queue, so that a client that opens many connections at once is not held up by the kernel.
    server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0, backlog: 4096 }, () => {
      resolve(server.address() as AddressInfo);
    });
  });
}
