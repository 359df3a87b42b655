import type { Socket } from 'node:net';

/** What is used of undici's HTTP/1.1 parser, which is llhttp in WebAssembly. */
export interface Parser {
  paused: boolean;
  readonly statusCode: number;
  /** As in the head; empty without the field. */
  readonly contentLength: string;
  /** Of the body so far. */
  readonly bytesRead: number;
  readonly shouldKeepAlive: boolean;
  readonly socket: Socket;
  /** Of llhttp's state in its memory; `null` once it is gone. */
  readonly ptr: number;
  readonly llhttp: {
    readonly memory: { readonly buffer: ArrayBufferLike };
    llhttp_resume(ptr: number): void;
    llhttp_get_http_major(ptr: number): number;
    llhttp_get_http_minor(ptr: number): number;
  };
  execute(chunk: Buffer): void;
  finish(): Error | null;
  /** Not 0: stop; -1 when the socket is gone, else a pause. */
  onBody(chunk: Buffer): number;
}
