import type { FailureCode } from '../../../shared/failures.ts';
import type { Clock } from './ports.ts';
import { waitFor } from './recovery.ts';
import { Stopped, type SessionContext } from './session-context.ts';

/** Without anybody to tell that the network is back it is looked for this often, in ms. */
const LOOK_MS = 2_000;
/** A machine without any network is waited for so long before failures count again, in ms. */
const MAX_LOOKING_MS = 120_000;

/** Failures that a machine without a network has with every server. */
const LOST: readonly FailureCode[] = [
  'dns-failed',
  'connect-refused',
  'connect-timeout',
  'connection-lost',
  'stalled',
  'proxy-unreachable',
  'proxy-failed',
];

/** One run's line to the network: tells a server that fails from a machine that is cut off, and waits for it. */
export class Line {
  readonly #context: Pick<SessionContext, 'network' | 'hooks'>;
  readonly #clock: Clock;
  /** Where connections go: to the link's host, or to the proxy. */
  readonly #host: string;
  #broken = new AbortController();
  /** Made once for all who wait: of a small file a signal costs as much as its writes. */
  #ended: AbortSignal | null = null;
  #lost = false;
  #lookingMs = 0;

  constructor(
    context: SessionContext,
    private readonly stopped: AbortSignal,
  ) {
    const { options, ports } = context;
    this.#context = context;
    this.#clock = ports.clock;
    const { proxy = '' } = options.transport;
    this.#host = new URL(URL.canParse(proxy) ? proxy : options.url).hostname;
  }

  /** Aborted by {@link cut}; another one after the next {@link ready}. */
  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  /** For a request: the run was stopped, or the line cut. */
  get ended(): AbortSignal {
    this.#ended ??= AbortSignal.any([this.stopped, this.broken]);
    return this.#ended;
  }

  /** Whatever is waited for at present ends, to go on with new connections. */
  cut(): void {
    this.#context.hooks.note('reconnected');
    this.#broken.abort();
  }

  /** Whether a failure says nothing of the server: the line was cut, or there is no network. */
  explains(code: FailureCode): boolean {
    if (this.broken.aborted) return true;
    const cutOff = LOST.includes(code) && (this.#toldOffline || this.#looks);
    this.#lost ||= cutOff;
    return cutOff;
  }

  /** Bytes came: the next time the network is lost it is looked for as long again. */
  works(): void {
    this.#lookingMs = 0;
  }

  /** Resolves at once, or when there is a network again. @throws {Stopped} as soon as the run is stopped */
  async ready(): Promise<void> {
    const mustWait = (): boolean => this.#toldOffline || (this.#lost && this.#looks);
    if (mustWait()) {
      const { hooks } = this.#context;
      hooks.note('offline');
      hooks.waitingFor('network');
      while (mustWait()) await (this.#toldOffline ? this.#change() : this.#look());
      hooks.note('online');
      hooks.waitingFor(null);
    }
    this.#lost = false;
    if (!this.#broken.signal.aborted) return;
    this.#broken = new AbortController();
    this.#ended = null;
  }

  get #toldOffline(): boolean {
    const { network } = this.#context;
    return !network.online && network.port.needed(this.#host);
  }

  get #looks(): boolean {
    const { port } = this.#context.network;
    return this.#lookingMs < MAX_LOOKING_MS && port.needed(this.#host) && !port.connected();
  }

  #look(): Promise<void> {
    this.#lookingMs += LOOK_MS;
    return waitFor(LOOK_MS, this.#clock, this.stopped);
  }

  #change(): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        unsubscribe();
        this.stopped.removeEventListener('abort', end);
        if (this.stopped.aborted) reject(new Stopped());
        else resolve();
      };
      const unsubscribe = this.#context.network.onChange(end);
      this.stopped.addEventListener('abort', end, { once: true });
      if (this.stopped.aborted) end();
    });
  }
}
