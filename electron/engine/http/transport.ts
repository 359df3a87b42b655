import type { SluiceError } from '../../../shared/failures.ts';

/**
 * The port behind which HTTP happens, and FTP as a gateway would put it into HTTP's words. Callbacks instead of streams: at
 * loopback speed the bookkeeping of a stream per connection costs more than the copy of its bytes.
 */
export interface Transport {
  /** Sends a GET or, with a body, a POST, or fetches over FTP. Never throws; a failure to connect arrives at `onError`, later. */
  open(request: TransportRequest, handlers: ExchangeHandlers): Exchange;
  /**
   * Gives memory that came with `onData` back for further reads: the caller must not look at it any more, nor give it
   * back twice. Optional: what is never given back is collected.
   */
  recycle(chunk: Uint8Array): void;
  /** Ends idle connections. Exchanges under way are not touched. */
  close(): void;
}

/** Asks for the transport anew for each request: the connections of the one before may have been dropped. */
export const latest = (transport: () => Transport): Transport => ({
  open: (request, handlers) => transport().open(request, handlers),
  recycle(chunk) {
    transport().recycle(chunk);
  },
  close() {
    transport().close();
  },
});

export interface TransportRequest {
  readonly url: URL;
  /** Lower-case names; `host` is set by the transport. */
  readonly headers: Readonly<Record<string, string>>;
  /** Makes it a POST; absent: a GET. */
  readonly body?: string | undefined;
  /** From the request sent to the reply's head, in ms; 0: without end. */
  readonly headTimeoutMs: number;
}

/** Lower-case names, values as they came, one character a byte (latin1). */
export type ReplyHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface ReplyHead {
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** `1.1`, `2`; absent when the transport cannot tell. */
  readonly httpVersion?: string | undefined;
}

/** Called in this order: `onHead` once, `onData` any number of times, then exactly one of `onEnd` and `onError`. */
export interface ExchangeHandlers {
  onHead(head: ReplyHead): void;
  /** The buffer is the receiver's until it gives it to {@link Transport.recycle}. */
  onData(chunk: Buffer): void;
  /** The body is complete by its own framing. */
  onEnd(): void;
  /** Not called after `abort`. */
  onError(error: SluiceError): void;
}

/** One request under way on one connection of its own. */
export interface Exchange {
  /** Bytes that have arrived wait for a rate limit: the server is not to blame for the silence. Absent: never. */
  readonly held?: boolean;
  /** Stops reading from the socket, so that the server feels it. Idempotent. */
  pause(): void;
  resume(): void;
  /** Destroys the connection at once, even while it is being opened. No handler is called any more. Idempotent. */
  abort(): void;
}
