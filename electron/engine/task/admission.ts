import { acceptRamp, farRamp, refuseRamp, startRamp, stepRamp, type RampState } from '../plan/ramp.ts';
import type { FleetDeps } from './fleet-deps.ts';

/** After a refusal of what the server has carried before, the first wait until it is tried again, in ms; doubles. */
const FLAP_WAIT_MS = 100;

interface Refusal {
  /** As in a URL, with its port. */
  readonly host: string;
  readonly detail: string;
  /** What the server asked for, in ms, or `null`. */
  readonly retryAfterMs: number | null;
}

/** How many connections there may be: the ramp, what the server refuses, and what is remembered of its host. */
export class Admission {
  /** Of the source that was picked first. */
  readonly #host: string;
  #ramp: RampState;
  /** No further connection before, monotonic ms. */
  #openAfter = 0;
  /** The last one since the last tick. */
  #refusal: Refusal | null = null;

  constructor(private readonly deps: FleetDeps) {
    const { clock, hosts } = deps.ports;
    const mark = { now: clock.now(), bytes: deps.receivedBytes() };
    this.#host = deps.pickSource([]).host;
    this.#ramp = startRamp(deps.segmentable ? deps.connections : 1, mark, hosts.ceiling(this.#host));
  }

  /** May there be one more than `connections` at `now`? The wait after a refusal is for those with something to do. */
  admits(connections: number, now: number): boolean {
    return connections < this.#ramp.wanted && (now >= this.#openAfter || connections === 0);
  }

  /** @param carrying connections that have brought a byte of their present request */
  tick(now: number, carrying: number): void {
    this.#ramp = stepRamp(this.#ramp, { now, bytes: this.deps.receivedBytes(), carrying });
    this.tell();
    this.deps.ramp(this.#ramp);
  }

  /** The first reply's head came after so many ms. */
  headCame(ms: number): void {
    this.#ramp = farRamp(this.#ramp, ms);
  }

  accepted(): void {
    this.#ramp = acceptRamp(this.#ramp);
  }

  /** The server does not want one more beside `others`. */
  refused(refusal: Refusal, others: number): void {
    const now = this.deps.ports.clock.now();
    this.#ramp = refuseRamp(this.#ramp, others, now);
    this.#refusal = refusal;
    const { flaps } = this.#ramp;
    // Whatever ends makes room at once. But one that it has carried before and refuses now it wants later.
    if (flaps > 0) this.#openAfter = now + Math.max(refusal.retryAfterMs ?? 0, FLAP_WAIT_MS * 2 ** (flaps - 1));
  }

  /** Further connections bring wrong bytes: no more than `others`, whatever was carried before. */
  distrust(others: number): void {
    this.#ramp = refuseRamp({ ...this.#ramp, proven: 0 }, others, this.deps.ports.clock.now());
  }

  /** Tells and remembers once what refusals since the last time have come to. */
  tell(): void {
    const { ceiling, limit, proven } = this.#ramp;
    const { hosts } = this.deps.ports;
    const known = hosts.ceiling(this.#host);
    if (known !== null && known < proven) hosts.learn(this.#host, proven);
    if (this.#refusal && ceiling < limit) {
      hosts.learn(this.#refusal.host, ceiling);
      const detail = `${this.#refusal.detail}: holding at ${String(ceiling)}`;
      this.deps.notice('connections-refused', detail, { refused: ceiling + 1, holding: ceiling });
    }
    this.#refusal = null;
  }
}
