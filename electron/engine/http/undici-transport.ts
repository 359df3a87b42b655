import type { Dispatcher } from 'undici';
// Not the package's index: it loads fetch, caches, WebSocket and Node's own copy of undici, which cost the command line a
// quarter of its start.
import Client from 'undici/lib/dispatcher/client.js';
import { SluiceError } from '../../../shared/failures.ts';
import { transportFailure } from './errors.ts';
import { guardParser, replyVersion } from './parser-guard.ts';
import type { Connector, Opening } from './connectors/connector.ts';
import { forwardConnector, tunnelConnector } from './connectors/proxy-connector.ts';
import { authoritiesOf, connectTimeoutOf, dialOf, tlsOf, type Way } from './network-options.ts';
import { signInOf } from './proxy-url.ts';
import { SlabPool } from './read-slabs.ts';
import { openSigned } from './sign-in/open-signed.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import { slabConnector } from './slab-connector.ts';
import { Turns } from './turns.ts';
import type { Exchange, ExchangeHandlers, Transport, TransportRequest } from './transport.ts';

/** How long an idle connection is kept for the next request to the same origin. */
const KEEP_ALIVE_MS = 4_000;
/** More idle connections than this to one origin are closed. */
const MAX_IDLE = 64;
/** Node's own default; a larger head is a flood, not a reply. */
const MAX_HEAD_BYTES = 64 * 1024;

/** Shared by all transports: memory follows the bytes under way, whoever they belong to. */
const slabs = new SlabPool();
const reading = new Turns();
const opening = new Turns();
/** See {@link Transport.recycle}: needs no transport, as all of them share the memory. */
export const recycle = (chunk: Uint8Array): void => {
  slabs.giveBack(chunk);
};
/** One for all: what a destroyed connection rejects with is told to nobody. */
const CLOSED = new Error('closed');
/** The connection of each client, from when it is being opened. */
const connections = new WeakMap<Dispatcher, Opening>();

/**
 * Transport over undici, one `Client` (one socket) for each exchange. undici's pools would share sockets too, but hide
 * which request runs on which and can only abort one that has reached its socket; a client can be destroyed while
 * it is still connecting, which is what makes pause and cancel immediate.
 */
export class UndiciTransport implements Transport {
  readonly #idle = new Map<string, Dispatcher[]>();
  readonly #connect: Connector;
  /** The proxy that is asked for each resource by its whole address. */
  readonly #forward: URL | null;
  readonly #proxySignIn: SignIn | null;
  readonly #localAddress: string | undefined;
  #closed = false;

  constructor(options: Way = {}) {
    const timeoutMs = connectTimeoutOf(options);
    const proxy = options.proxy === undefined ? null : new URL(options.proxy);
    const tls = tlsOf(options);
    const dial = dialOf(options);
    this.#localAddress = dial.localAddress;
    this.#forward = options.forward === true ? proxy : null;
    this.#proxySignIn = proxy && signInOf(proxy);
    const direct = slabConnector(
      {
        ...tls,
        ...dial,
        timeout: timeoutMs,
        // Medians over TLS from nginx: 256 MiB in 1, 4 or 8 parts 0.53 to 0.60 s by HTTP/1.1, 0.52 to 0.60 s by HTTP/2; 1,000
        // files of 100 KB, 16 at a time, 0.49 s and 0.72 s. With 40 ms of latency these take 4.1 s, and by HTTP/2 3.5 s with
        // windows of 16 MiB, 10.8 s with undici's own: too little for a socket whose end would end all that share it.
        allowH2: false,
      },
      slabs,
      reading,
    );
    if (!proxy) this.#connect = direct;
    else if (this.#forward) this.#connect = forwardConnector(proxy, direct);
    else {
      const authorities = authoritiesOf(options);
      this.#connect = tunnelConnector({ proxy, signIn: this.#proxySignIn, dial, timeoutMs, tls, authorities });
    }
  }

  open(request: TransportRequest, handlers: ExchangeHandlers): Exchange {
    if (!this.#forward) return this.#send(request, handlers);
    const uri = request.url.href;
    const target = { ...request, target: uri };
    if (!this.#proxySignIn) return this.#send(target, handlers);
    const open = (field: Readonly<Record<string, string>>, inner: ExchangeHandlers): Exchange =>
      this.#send({ ...target, headers: { ...request.headers, ...field } }, inner);
    return openSigned({ signIn: this.#proxySignIn, by: 'proxy', uri, open }, handlers);
  }

  #send(request: WireRequest, handlers: ExchangeHandlers): Exchange {
    const { origin } = request.url;
    const exchange = new UndiciExchange(request, handlers, (dispatcher) => {
      this.#release(origin, dispatcher);
    });
    const idle = this.#idle.get(origin)?.pop();
    if (idle) exchange.send(idle);
    else {
      opening.add(() => {
        if (!exchange.ended) exchange.send(this.#create(origin));
      });
    }
    return exchange;
  }

  readonly recycle = recycle;

  close(): void {
    this.#closed = true;
    for (const dispatchers of this.#idle.values()) for (const dispatcher of dispatchers) destroy(dispatcher);
    this.#idle.clear();
  }

  #create(origin: string): Dispatcher {
    const client: Client = new Client(origin, {
      connect: (target, callback) => {
        connections.set(client, this.#connect(target, callback));
      },
      ...(this.#localAddress !== undefined && { localAddress: this.#localAddress }),
      pipelining: 1,
      // The attempt watches for silence itself: it knows when it paused the socket, undici's timer does not.
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // A server that offers longer does not decide for how long sockets are kept.
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEAD_BYTES,
      strictContentLength: true,
    });
    guardParser(client);
    // Once the socket of an idle client has gone it is of no use to anybody.
    client.on('disconnect', () => {
      const idle = this.#idle.get(origin) ?? [];
      const index = idle.indexOf(client);
      if (index < 0) return;
      idle.splice(index, 1);
      destroy(client);
    });
    return client;
  }

  #release(origin: string, dispatcher: Dispatcher): void {
    const idle = this.#idle.get(origin) ?? [];
    if (this.#closed || idle.length >= MAX_IDLE) {
      destroy(dispatcher);
      return;
    }
    idle.push(dispatcher);
    this.#idle.set(origin, idle);
  }
}

function destroy(dispatcher: Dispatcher | null): void {
  if (!dispatcher) return;
  // Its own pending requests are rejected through their handlers; the promise itself tells nothing more.
  dispatcher.destroy(CLOSED).catch(() => undefined);
  // A client leaves a socket that is not connected yet alone until it is, or the time for that is over.
  connections.get(dispatcher)?.destroy(CLOSED);
}

/** `target`: what stands in the request line, for a proxy the whole address; absent: path and query. */
type WireRequest = TransportRequest & { readonly target?: string };

class UndiciExchange implements Exchange, Dispatcher.DispatchHandler {
  /** `null` until it is this one's turn to connect. */
  #dispatcher: Dispatcher | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #paused = false;
  #ended = false;
  #opening = true;

  constructor(
    private readonly request: WireRequest,
    private readonly handlers: ExchangeHandlers,
    private readonly release: (dispatcher: Dispatcher) => void,
  ) {}

  get ended(): boolean {
    return this.#ended;
  }

  /** Not twice. */
  send(dispatcher: Dispatcher): void {
    this.#dispatcher = dispatcher;
    const { url, headers, body, headTimeoutMs } = this.request;
    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: this.request.target ?? url.pathname + url.search,
          ...(body === undefined ? { method: 'GET' } : { method: 'POST', body }),
          headers,
          headersTimeout: headTimeoutMs,
          bodyTimeout: 0,
        },
        this,
      );
    } catch (error) {
      // Refused before it was sent (a header with a line break, say). `open` never throws, so tell it a turn later.
      queueMicrotask(() => {
        this.onResponseError(null, error instanceof Error ? error : new Error(String(error)));
      });
    }
    this.#opening = false;
  }

  pause(): void {
    this.#paused = true;
    this.#controller?.pause();
  }

  resume(): void {
    this.#paused = false;
    if (!this.#ended) this.#controller?.resume();
  }

  abort(): void {
    if (this.#ended) return;
    this.#ended = true;
    destroy(this.#dispatcher);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(CLOSED);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (this.#ended || status < 200) return;
    const httpVersion = this.#dispatcher ? replyVersion(this.#dispatcher) : undefined;
    this.handlers.onHead({ status, headers, httpVersion });
    if (this.#paused) controller.pause();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    slabs.hand(chunk);
    this.handlers.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#dispatcher) this.release(this.#dispatcher);
    this.handlers.onEnd();
  }

  onResponseError(controller: Dispatcher.DispatchController | null, error: Error): void {
    // A connector that throws fails the request before `open` has returned (a proxy's does).
    if (this.#opening) {
      queueMicrotask(() => {
        this.onResponseError(controller, error);
      });
      return;
    }
    if (this.#ended) return;
    this.#ended = true;
    destroy(this.#dispatcher);
    this.handlers.onError(error instanceof SluiceError ? error : transportFailure(error));
  }
}
