import type { SluiceError } from '../../../shared/failures.ts';
import type { Exchange, ExchangeHandlers, Transport, TransportRequest } from '../http/transport.ts';
import type { RateLimiter } from './limiter.ts';

/**
 * A transport whose bodies keep to limits: bytes are handed on once every limiter has granted them. What a read of the
 * socket has brought beyond that is kept, and the socket left alone, so that at low rates a whole buffer is no burst.
 * @param limiters asked one after the other: the narrow ones first
 */
export function limitTransport(inner: Transport, limiters: readonly RateLimiter[]): Transport {
  return {
    open: (request, handlers) => new LimitedExchange(inner, request, handlers, limiters),
    recycle: (chunk) => {
      inner.recycle(chunk);
    },
    close: () => {
      inner.close();
    },
  };
}

class LimitedExchange implements Exchange {
  readonly #inner: Exchange;
  /** Arrived and not handed on. */
  readonly #pending: Buffer[] = [];
  /** Bytes of the first pending chunk that are asked for or granted; 0: neither. */
  #slice = 0;
  #leaveLine: (() => void) | null = null;
  /** The owner does not want data now. */
  #paused = false;
  /** The body has ended behind what is pending. */
  #complete = false;
  #over = false;
  #handing = false;

  constructor(
    transport: Transport,
    request: TransportRequest,
    private readonly handlers: ExchangeHandlers,
    private readonly limiters: readonly RateLimiter[],
  ) {
    this.#inner = transport.open(request, {
      onHead: (head) => {
        handlers.onHead(head);
      },
      onData: (chunk) => {
        // Nothing would be asked for, granted, and asked for again without end.
        if (this.#over || chunk.length === 0) return;
        this.#pending.push(chunk);
        this.#hand();
      },
      onEnd: () => {
        this.#complete = true;
        this.#hand();
      },
      onError: (error: SluiceError) => {
        this.#drop();
        handlers.onError(error);
      },
    });
  }

  get held(): boolean {
    return this.#leaveLine !== null;
  }

  pause(): void {
    this.#paused = true;
    this.#inner.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#hand();
    this.#read();
  }

  abort(): void {
    this.#drop();
    this.#inner.abort();
  }

  #drop(): void {
    this.#over = true;
    this.#leaveLine?.();
    this.#leaveLine = null;
    this.#pending.length = 0;
  }

  /** Hands on what is granted and asks for more, until the owner, a limit or the end stops it. */
  #hand(): void {
    // The receiver may pause and resume while it is being handed something.
    if (this.#handing) return;
    this.#handing = true;
    while (!this.#over && !this.#paused && this.#leaveLine === null) {
      const [chunk] = this.#pending;
      if (!chunk) break;
      if (this.#slice === 0) {
        this.#slice = Math.min(chunk.length, ...this.limiters.map((limiter) => limiter.sliceBytes));
        if (!this.#ask(0)) {
          this.#inner.pause();
          break;
        }
      }
      const piece = chunk.subarray(0, this.#slice);
      if (piece.length === chunk.length) this.#pending.shift();
      else this.#pending[0] = chunk.subarray(this.#slice);
      this.#slice = 0;
      this.handlers.onData(piece);
    }
    this.#handing = false;
    if (this.#complete && !this.#over && this.#pending.length === 0) {
      this.#over = true;
      this.handlers.onEnd();
    }
  }

  /** Whether the slice is granted at once. */
  #ask(first: number): boolean {
    for (let index = first; index < this.limiters.length; index += 1) {
      const limiter = this.limiters[index];
      if (!limiter || limiter.take(this.#slice)) continue;
      this.#leaveLine = limiter.wait(this.#slice, () => {
        this.#leaveLine = null;
        if (!this.#ask(index + 1)) return;
        this.#hand();
        this.#read();
      });
      return false;
    }
    return true;
  }

  /** Lets the socket go on when nothing of it is kept back. */
  #read(): void {
    if (!this.#over && !this.#paused && this.#pending.length === 0) this.#inner.resume();
  }
}
