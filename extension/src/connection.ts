import type { BrowserReply, BrowserRequest, BrowserState } from '../../shared/browser.ts';

type Bare<Request> = Request extends unknown ? Omit<Request, 'id'> : never;
export type Question = Bare<BrowserRequest>;

/** Name of the helper; the app's shared/browser.ts has the same. */
const HOST = 'app.sluice.browser';

type Waiting = (reply: BrowserReply | null) => void;

/** The way to Sluice: a port to its helper, opened when there is something to say, dropped when nothing is left to hear. */
export class Connection {
  readonly #onState: (state: BrowserState | null) => void;
  readonly #waiting = new Map<number, Waiting>();
  #port: chrome.runtime.Port | null = null;
  #isWatching = false;
  #next = 1;

  /** @param onState told the state whenever it changes, and `null` when Sluice cannot be heard any more */
  constructor(onState: (state: BrowserState | null) => void) {
    this.#onState = onState;
  }

  /** Resolves to the answer, or `null` when Sluice could not be reached. Never rejects. */
  ask(question: Question): Promise<BrowserReply | null> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      try {
        this.#open().postMessage({ ...question, id });
      } catch {
        this.#lost();
      }
    });
  }

  /** Begins to be told the state; does not start Sluice. */
  watch(): void {
    if (this.#isWatching) return;
    try {
      const port = this.#open();
      this.#isWatching = true;
      port.postMessage({ type: 'watch', id: this.#next++ });
    } catch {
      this.#lost();
    }
  }

  close(): void {
    this.#port?.disconnect();
    this.#port = null;
    this.#isWatching = false;
  }

  /** The state is told from now on. */
  get isWatching(): boolean {
    return this.#isWatching;
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  #open(): chrome.runtime.Port {
    if (this.#port) return this.#port;
    const port = chrome.runtime.connectNative(HOST);
    this.#port = port;
    port.onMessage.addListener((message) => this.#take(message as BrowserReply));
    port.onDisconnect.addListener(() => {
      // Read, or the browser writes it to its console as an error nobody looked at.
      void chrome.runtime.lastError;
      if (this.#port === port) this.#lost();
    });
    return port;
  }

  #take(reply: BrowserReply): void {
    if (reply.type === 'state') {
      this.#onState(reply.state);
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    waiting?.(reply);
  }

  #lost(): void {
    this.#port = null;
    this.#isWatching = false;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answer of waiting) answer(null);
    this.#onState(null);
  }
}
