import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';

const MAX_HEAD_BYTES = 1 << 20;
/**
 * RST throws away what the kernel has not delivered yet, and libuv takes one that comes together with data for a FIN.
 * On loopback this long is plenty for a client that reads, so that "reset after N bytes" means just that.
 */
const RESET_SETTLE_MS = 20;

export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
}

/** One client connection: reads request heads, writes whatever it is told, breaks in every way a socket can. */
export class Connection {
  readonly closed: Promise<void>;
  isClosed = false;
  readonly #raw: Socket;
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #wake: () => void = () => undefined;
  readonly #onClose = new Set<() => void>();
  #resetting = false;

  constructor(
    readonly id: number,
    raw: Socket,
    secure: SecureContext | null,
  ) {
    raw.setNoDelay(true);
    this.#raw = raw;
    this.#socket = secure ? new TLSSocket(raw, { isServer: true, secureContext: secure }) : raw;
    // A client that breaks off is what many tests are about; the close event says all there is to know.
    raw.on('error', () => undefined);
    this.#socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      const close = (): void => {
        this.isClosed = true;
        this.#wake();
        for (const callback of [...this.#onClose]) callback();
        resolve();
      };
      raw.once('close', close);
      this.#socket.once('close', close);
      // Without a half-open connection FIN from the client means that it will not read any more either.
      this.#socket.once('end', close);
    });
    this.#socket.on('data', (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
  }

  /** The next request, or `null` when the client is gone or does not speak HTTP. Bodies are skipped. */
  async nextRequest(): Promise<RequestHead | null> {
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end >= 0) {
        const head = parseHead(this.#received.toString('latin1', 0, end));
        this.#received = this.#received.subarray(end + 4);
        if (head) await this.#skip(Number(head.headers['content-length'] ?? 0));
        return head;
      }
      if (this.isClosed || this.#received.length > MAX_HEAD_BYTES) return null;
      await this.#more();
    }
  }

  /** Resolves when the kernel has taken the bytes; false when the connection is gone. */
  async write(bytes: Buffer): Promise<boolean> {
    if (this.isClosed || this.#resetting) return false;
    return new Promise((resolve) => {
      this.#socket.write(bytes, (error) => resolve(!error));
    });
  }

  /** Resolves after `ms`, or with false as soon as the connection is gone. */
  async wait(ms: number): Promise<boolean> {
    return this.unlessClosed((resolve) => {
      const timer = setTimeout(resolve, ms);
      return () => clearTimeout(timer);
    });
  }

  /** True when what `start` begins calls back; false when the connection goes first, after calling what it returned. */
  async unlessClosed(start: (done: () => void) => () => void): Promise<boolean> {
    if (this.isClosed) return false;
    return new Promise((resolve) => {
      const close = (): void => {
        stop();
        resolve(false);
      };
      this.#onClose.add(close);
      const stop = start(() => {
        this.#onClose.delete(close);
        resolve(true);
      });
    });
  }

  /** FIN after everything written. */
  finish(): void {
    this.#socket.end();
  }

  /** RST; nothing more is written from now on. */
  async reset(): Promise<void> {
    this.#resetting = true;
    if (!(await this.wait(RESET_SETTLE_MS))) return;
    this.#raw.resetAndDestroy();
    this.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
    this.#raw.destroy();
  }

  async #skip(bytes: number): Promise<void> {
    let left = bytes;
    while (left > 0) {
      const taken = Math.min(left, this.#received.length);
      this.#received = this.#received.subarray(taken);
      left -= taken;
      if (left > 0) {
        if (this.isClosed) return;
        await this.#more();
      }
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

function parseHead(text: string): RequestHead | null {
  const [requestLine = '', ...lines] = text.split('\r\n');
  const [method, target, version] = requestLine.split(' ');
  if (!method || !target || !version?.startsWith('HTTP/1.')) return null;
  const rawHeaders = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of rawHeaders) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return { method, target: originForm(target), headers, rawHeaders };
}

/** As a proxy is asked, the target is a whole URL (RFC 9112 section 3.2.2). */
function originForm(target: string): string {
  return target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/]*/i, '') || '/';
}
