import { asSluiceError, type SluiceError } from '../../../shared/failures.ts';
import { isFtp, originOf } from '../../../shared/links/schemes.ts';
import { TunnelRefused } from './connectors/tunnel-error.ts';
import type { TransportOptions, Way } from './network-options.ts';
import type { Ways } from './proxies.ts';
import type { Exchange, ExchangeHandlers, ReplyHead, Transport, TransportRequest } from './transport.ts';
import { recycle } from './undici-transport.ts';

export interface Routes {
  /** Asked at every request: what the system says may change, and differs by URL. */
  ways(url: URL, proxy: string | undefined): Ways | Promise<Ways>;
  /** The same transport for equal ways. */
  transport(way: Way): Transport;
  ftp(way: Way): Transport;
}

/** Chooses the way of each request: which proxy, whether by tunnel, and who sees the client's certificate. */
export class RoutedTransport implements Transport {
  /** Proxies that open no tunnel for plain http. */
  readonly #forwarding = new Set<string>();
  /** The same object for the same way: its key is made of all its options, which may hold many certificates. */
  readonly #ways = new Map<string, Way>();

  constructor(
    private readonly options: TransportOptions,
    private readonly routes: Routes,
  ) {}

  open(request: TransportRequest, handlers: ExchangeHandlers): Exchange {
    let ways: Ways | Promise<Ways>;
    try {
      ways = this.routes.ways(request.url, this.options.proxy);
      if (!isFtp(request.url) && Array.isArray(ways) && ways.length === 1 && ways[0] === 'direct') {
        return this.routes.transport(this.#way(request.url, undefined, false)).open(request, handlers);
      }
    } catch (error) {
      ways = Promise.reject(asSluiceError(error));
    }
    return new RoutedExchange(ways, handlers, {
      open: (proxy, inner) => {
        const forward = request.url.protocol === 'http:' && this.#forwarding.has(proxy);
        const way = this.#way(request.url, proxy === 'direct' ? undefined : proxy, forward);
        const { ftp, transport } = this.routes;
        return (isFtp(request.url) ? ftp(way) : transport(way)).open(request, inner);
      },
      mayForward: (proxy, error) => {
        const may = error instanceof TunnelRefused && request.url.protocol === 'http:' && !this.#forwarding.has(proxy);
        if (may) this.#forwarding.add(proxy);
        return may;
      },
    });
  }

  /** Whatever way it came: a transport need not be made for it, and may not be possible any more. */
  readonly recycle = recycle;

  close(): void {
    // The transports belong to whoever made them.
  }

  #way(url: URL, proxy: string | undefined, forward: boolean): Way {
    const { clientCertificate, clientCertificateOrigin, ...rest } = this.options;
    const shown = clientCertificate !== undefined && originOf(url) === clientCertificateOrigin;
    const key = `${String(shown)} ${String(forward)} ${proxy ?? ''}`;
    const way = this.#ways.get(key) ?? { ...rest, proxy, forward, ...(shown && { clientCertificate }) };
    this.#ways.set(key, way);
    return way;
  }
}

interface Opener {
  open(proxy: string, handlers: ExchangeHandlers): Exchange;
  /** The proxy can be asked once more, for the resource itself. */
  mayForward(proxy: string, error: SluiceError): boolean;
}

/** Tries one way after the other until there is a reply. */
class RoutedExchange implements Exchange {
  #current: Exchange | null = null;
  #paused = false;
  #over = false;

  constructor(
    ways: Ways | Promise<Ways>,
    private readonly handlers: ExchangeHandlers,
    private readonly opener: Opener,
  ) {
    // Never from within `open`, whether the ways are known or not.
    Promise.resolve(ways).then(
      (known) => {
        this.#try(known, 0);
      },
      (error: unknown) => {
        if (!this.#over) handlers.onError(asSluiceError(error));
      },
    );
  }

  get held(): boolean {
    return this.#current?.held === true;
  }

  pause(): void {
    this.#paused = true;
    this.#current?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#current?.resume();
  }

  abort(): void {
    this.#over = true;
    this.#current?.abort();
  }

  #try(ways: Ways, index: number): void {
    const way = ways[index];
    if (this.#over || way === undefined) return;
    let replied = false;
    const { handlers } = this;
    const failed = (error: SluiceError): void => {
      if (!replied && this.opener.mayForward(way, error)) this.#try(ways, index);
      else if (!replied && error.code === 'proxy-unreachable' && index + 1 < ways.length) this.#try(ways, index + 1);
      else handlers.onError(error);
    };
    try {
      this.#current = this.opener.open(way, {
        onHead(head: ReplyHead) {
          replied = true;
          handlers.onHead(head);
        },
        onData: (chunk) => {
          handlers.onData(chunk);
        },
        onEnd: () => {
          handlers.onEnd();
        },
        onError: failed,
      });
      if (this.#paused) this.#current.pause();
    } catch (error) {
      handlers.onError(asSluiceError(error));
    }
  }
}
