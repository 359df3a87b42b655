/** One request and what became of its reply; fields change while the reply is being sent. */
export interface RecordedRequest {
  /** Over the whole server, from 1. */
  readonly id: number;
  /** Over its path, from 1. */
  readonly number: number;
  /** Of the connection it came on, from 1. */
  readonly connection: number;
  readonly method: string;
  /** As on the request line. */
  readonly target: string;
  /** The target without its query. */
  readonly path: string;
  /** Lower-case names; repeated ones joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** In order, as sent. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** The first range asked for, `end` exclusive or `null` for "to the end"; a suffix range counts as none. */
  readonly range: { readonly start: number; readonly end: number | null } | null;
  /** `performance.now()` at arrival, ms. */
  readonly at: number;
  /** `null` until the head has been sent. */
  status: number | null;
  /** Body bytes the operating system has taken. */
  bytesSent: number;
  /** `complete`: sent as meant; `cut`: broken off by the server; `aborted`: by the client. */
  state: 'open' | 'complete' | 'cut' | 'aborted';
  /** `performance.now()` when it left `open`, ms. */
  endedAt: number | null;
}

type Waiter = (closed: boolean) => void;

/** Everything that was asked, and the means to wait for what will be. */
export class RequestLog {
  readonly requests: RecordedRequest[] = [];
  readonly #open = new Map<string, number>();
  readonly #mostOpen = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  readonly #sent = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();

  begin(
    facts: Omit<RecordedRequest, 'id' | 'number' | 'at' | 'status' | 'bytesSent' | 'state' | 'endedAt'>,
  ): RecordedRequest {
    const number = (this.#counts.get(facts.path) ?? 0) + 1;
    this.#counts.set(facts.path, number);
    const open = this.open(facts.path) + 1;
    this.#open.set(facts.path, open);
    this.#mostOpen.set(facts.path, Math.max(open, this.mostOpen(facts.path)));
    const request: RecordedRequest = {
      ...facts,
      id: this.requests.length + 1,
      number,
      at: performance.now(),
      status: null,
      bytesSent: 0,
      state: 'open',
      endedAt: null,
    };
    this.requests.push(request);
    this.notify();
    return request;
  }

  count(request: RecordedRequest, bytes: number): void {
    request.bytesSent += bytes;
    this.#sent.set(request.path, this.sent(request.path) + bytes);
    this.notify();
  }

  /** Only the first end of a request counts. */
  end(request: RecordedRequest, state: 'complete' | 'cut' | 'aborted'): void {
    if (request.state !== 'open') return;
    request.state = state;
    request.endedAt = performance.now();
    this.#open.set(request.path, this.open(request.path) - 1);
    this.notify();
  }

  /** Replies of this path that are not ended. */
  open(path: string): number {
    return this.#open.get(path) ?? 0;
  }

  mostOpen(path: string): number {
    return this.#mostOpen.get(path) ?? 0;
  }

  /** Body bytes of this path over all replies. */
  sent(path: string): number {
    return this.#sent.get(path) ?? 0;
  }

  /** Something happened: every waiter looks again. */
  notify(): void {
    for (const waiter of this.#waiters) waiter(false);
  }

  /** Resolves with the probe's first result that is neither `null`, `undefined` nor `false`. */
  async waitFor<T>(probe: () => T | null | undefined | false, what: string, timeoutMs: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = (act: () => void): void => {
        this.#waiters.delete(look);
        clearTimeout(timer);
        act();
      };
      const look: Waiter = (closed) => {
        try {
          const found = probe();
          if (found !== null && found !== undefined && found !== false) finish(() => resolve(found));
          else if (closed) finish(() => reject(new Error(`The server was closed while a test waited for ${what}.`)));
        } catch (error) {
          finish(() => reject(error as Error));
        }
      };
      const timer = setTimeout(() => {
        finish(() => reject(new Error(`Waited ${timeoutMs} ms for ${what}. ${this.#summary()}`)));
      }, timeoutMs);
      this.#waiters.add(look);
      look(false);
    });
  }

  close(): void {
    for (const waiter of this.#waiters) waiter(true);
  }

  #summary(): string {
    const lines = this.requests
      .slice(-20)
      .map(
        (r) => `${r.method} ${r.target} [${r.headers['range'] ?? '-'}] ${r.status ?? '-'} ${r.bytesSent} ${r.state}`,
      );
    return lines.length === 0 ? 'No request has come.' : `Last requests:\n${lines.join('\n')}`;
  }
}
