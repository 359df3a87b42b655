import type { SluiceError } from '../../../shared/failures.ts';
import { formatRange } from '../headers/range.ts';
import { openFollowing, type FollowPolicy } from '../http/follow.ts';
import type { Exchange, ReplyHead, Transport } from '../http/transport.ts';
import { checkReply, type Expectation, type Verdict } from './check-reply.ts';
import { codingOf, Decoder, type Coding } from './decoding.ts';

export interface AttemptGoal {
  readonly url: URL;
  /** The user's headers and credentials, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly follow: FollowPolicy;
  /** Last byte wanted + 1; `null` asks for everything from `expected.start`. */
  readonly end: number | null;
  readonly expected: Expectation;
  /** ms from the request to the head of the reply. */
  readonly headTimeoutMs: number;
  /** Monotonic and wall clock, ms. */
  readonly now: () => number;
  readonly wallNow: () => number;
}

export interface AttemptHandlers {
  /** The reply's head, judged. The body of anything but `range` and `whole` is never read. */
  judged(verdict: Verdict, head: ReplyHead, url: URL): void;
  /** Bytes of the body in order, never beyond the end of the range that the reply announced. */
  data(chunk: Buffer): void;
  /** The body has ended. The receiver knows whether it had enough. */
  ended(): void;
  failed(error: SluiceError): void;
}

/** Why a socket is not read from at present; `decoder`: what came is still being decoded. */
export type PauseReason = 'backlog' | 'hold' | 'decoder';

/** Exactly one request for one range on one connection. It is never tried again: whoever owns it decides that. */
export class Attempt {
  /** Monotonic ms at which the request was made. */
  readonly openedAt: number;
  /** Monotonic ms of the last sign of life, or of the end of a pause. */
  lastActiveAt: number;
  /** ms from the request to the head of its reply; `null` before. */
  headMs: number | null = null;
  /** Of that reply, `1.1` or the like, as far as the transport tells. */
  httpVersion: string | null = null;
  /** Bytes of the body so far. */
  receivedBytes = 0;
  /** Where the reply's own range ends (exclusive); `null` when it is not known. */
  replyEnd: number | null = null;
  /** Where in the file the body begins: at what was asked for, or at 0 when the whole came instead. */
  #bodyStart = 0;
  #handlers: AttemptHandlers;
  readonly #exchange: Exchange;
  readonly #pauses = new Set<PauseReason>();
  #ended = false;
  /** Of a whole body that came coded; its bytes are handed on as the file's. */
  #decoder: Decoder | null = null;

  constructor(
    transport: Transport,
    readonly goal: AttemptGoal,
    handlers: AttemptHandlers,
  ) {
    this.#handlers = handlers;
    this.openedAt = goal.now();
    this.lastActiveAt = this.openedAt;
    const { expected, end } = goal;
    const headers: Record<string, string> = { ...goal.headers, 'accept-encoding': 'identity' };
    if (expected.start !== null) {
      headers['range'] = formatRange(expected.start, end);
      if (expected.validator) headers['if-range'] = expected.validator.value;
    }
    const request = { url: goal.url, headers, headTimeoutMs: goal.headTimeoutMs };
    this.#exchange = openFollowing(transport, request, goal.follow, {
      onHead: (head, url) => {
        this.#judge(head, url);
      },
      onData: (chunk) => {
        if (!this.#decoder) this.#take(chunk);
        else if (!this.#decoder.push(chunk)) this.pause('decoder');
      },
      onEnd: () => {
        if (this.#decoder) this.#decoder.end();
        else if (this.#finish()) this.#handlers.ended();
      },
      onError: (error) => {
        if (this.#finish()) this.#handlers.failed(error);
      },
    });
  }

  /** Hands the rest of the attempt to another owner; nothing is lost if it is on hold. */
  adopt(handlers: AttemptHandlers): void {
    this.#handlers = handlers;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Bytes wait for a rate limit. */
  get held(): boolean {
    return this.#exchange.held === true;
  }

  get paused(): boolean {
    return this.#pauses.size > 0 || this.held;
  }

  /** Why the socket is not read from at present. */
  pausedFor(reason: PauseReason): boolean {
    return this.#pauses.has(reason);
  }

  pause(reason: PauseReason): void {
    if (this.#pauses.size === 0) this.#exchange.pause();
    this.#pauses.add(reason);
    if (reason !== 'decoder') this.#decoder?.pause();
  }

  resume(reason: PauseReason): void {
    if (!this.#pauses.delete(reason)) return;
    const left = this.#pauses.size;
    if (left === 0) {
      // A socket is not silent while nobody reads from it.
      this.lastActiveAt = this.goal.now();
      this.#exchange.resume();
    }
    // It has to go on before it can have decoded what it has.
    if (left === 0 || (left === 1 && this.#pauses.has('decoder'))) this.#decoder?.resume();
  }

  /** Destroys the connection at once; no handler is called any more. Idempotent. */
  abort(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#decoder?.destroy();
    this.#exchange.abort();
  }

  #finish(): boolean {
    const first = !this.#ended;
    this.#ended = true;
    this.#decoder?.destroy();
    return first;
  }

  #judge(head: ReplyHead, url: URL): void {
    if (this.#ended) return;
    const now = this.goal.now();
    this.headMs = now - this.openedAt;
    this.httpVersion = head.httpVersion ?? null;
    this.lastActiveAt = now;
    const verdict = checkReply(head, this.goal.expected, this.goal.wallNow());
    if (verdict.kind === 'range') {
      this.#bodyStart = this.goal.expected.start ?? 0;
      this.replyEnd = verdict.end;
    } else if (verdict.kind === 'whole') {
      const coding = codingOf(head);
      if (coding) this.#decode(coding);
      // The length of a coded body is not that of the file.
      this.replyEnd = coding ? null : verdict.size;
    } else this.abort();
    this.#handlers.judged(verdict, head, url);
  }

  #decode(coding: Coding): void {
    this.#decoder = new Decoder(coding, {
      data: (chunk) => {
        this.#take(chunk);
      },
      ended: () => {
        if (this.#finish()) this.#handlers.ended();
      },
      failed: (error) => {
        if (!this.#finish()) return;
        this.#exchange.abort();
        this.#handlers.failed(error);
      },
      drained: () => {
        this.resume('decoder');
      },
    });
  }

  #take(chunk: Buffer): void {
    if (this.#ended) return;
    this.lastActiveAt = this.goal.now();
    const from = this.#bodyStart + this.receivedBytes;
    const room = this.replyEnd === null ? chunk.length : this.replyEnd - from;
    const wanted = room < chunk.length ? chunk.subarray(0, Math.max(0, room)) : chunk;
    this.receivedBytes += wanted.length;
    if (wanted.length > 0) this.#handlers.data(wanted);
    // More than the reply itself announced: the connection cannot be trusted with another request.
    if (room < chunk.length && this.#finish()) {
      this.#exchange.abort();
      this.#handlers.ended();
    }
  }
}
