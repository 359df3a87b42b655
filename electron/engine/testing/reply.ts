import type { Point } from './scenario.ts';
import { seededBytes } from './seeded.ts';

/** Bytes to send, made as they are needed. */
export interface Body {
  readonly length: number;
  /** Offset in the file of the first byte; `null` for bytes that are not the file's. */
  readonly offset: number | null;
  /** @param end exclusive, counted from the start of the body. */
  slice(start: number, end: number): Buffer;
}

/** What is sent for one request, misbehaviour included; made by pure functions, carried out by `transmit.ts`. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Sent as they are between the headers and the empty line. */
  readonly rawHeaderLines?: Buffer;
  readonly body: Body;
  readonly chunked?: { readonly bytes: number };
  /** After the whole body, or at `stopAt`: keep the connection, FIN, RST, or stay open in silence. */
  readonly ending: 'keep-alive' | 'fin' | 'reset' | 'silence';
  /** Body bytes after which `ending` comes; `null` for all of it. */
  readonly stopAt: number | null;
  /** Bytes that belong to no framing, sent at `stopAt` before the ending. */
  readonly junk?: Buffer;
  /** False sends nothing at all: only `ending` happens. */
  readonly sendHead: boolean;
  /** From this many body bytes on no faster than this. */
  readonly drip?: { readonly after: number; readonly bytesPerSecond: number };
}

export const seededBody = (seed: number, start: number, end: number): Body => ({
  length: end - start,
  offset: start,
  slice: (from, to) => seededBytes(seed, start + from, start + to),
});

export const bufferBody = (bytes: Buffer): Body => ({
  length: bytes.length,
  offset: null,
  slice: (from, to) => bytes.subarray(from, to),
});

export const EMPTY_BODY: Body = bufferBody(Buffer.alloc(0));

const PLAIN = { ending: 'keep-alive', stopAt: null, sendHead: true } as const;

export function newReply(status: number, headers: Reply['headers'], body: Body): Reply {
  return { ...PLAIN, status, headers, body };
}

/** A short page in the manner of a server's own error pages. */
export function pageReply(status: number, headers: Reply['headers'] = [], html?: string): Reply {
  const page = Buffer.from(html ?? `<!doctype html><title>${status}</title><h1>${status}</h1>\n`);
  return newReply(
    status,
    [['Content-Type', 'text/html; charset=utf-8'], ['Content-Length', String(page.length)], ...headers],
    bufferBody(page),
  );
}

/** The first value of a header, by any case of its name. */
export function headerOf(reply: Reply, name: string): string | null {
  const wanted = name.toLowerCase();
  return reply.headers.find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null;
}

/** With every header of this name replaced by one, or removed when `value` is null. */
export function withHeader(reply: Reply, name: string, value: string | null): Reply {
  const wanted = name.toLowerCase();
  const others = reply.headers.filter(([key]) => key.toLowerCase() !== wanted);
  return { ...reply, headers: value === null ? others : [...others, [name, value]] };
}

/** The body with Content-Length to match. */
export function withBody(reply: Reply, body: Body): Reply {
  return withHeader({ ...reply, body }, 'Content-Length', String(body.length));
}

/** The point as a number of body bytes, or `null` when it lies outside this reply's body. */
export function pointIn(body: Body, point: Point): number | null {
  if (point.atOffset === undefined) {
    const after = point.after ?? 0;
    return after <= body.length ? after : null;
  }
  if (body.offset === null) return null;
  const after = point.atOffset - body.offset;
  return after >= 0 && after <= body.length ? after : null;
}
