import type { EngineOptions } from '../types.ts';
import { chooseLine, type Line } from './choose.ts';
import { Waiting, type Candidate } from './waiting.ts';

export interface Limits {
  /** Over all. */
  readonly maxActive: number;
  /** `null`: no limit. */
  readonly maxActivePerHost: number | null;
}

/** How many of a queue may run at the same time: 0 when it is stopped, Infinity when it sets no limit. */
export type QueueRoom = (queueId: string) => number;

/** Who runs, who waits, and who is next. Knows no time and starts nothing by itself. */
export class Starter {
  readonly #waiting = new Waiting();
  readonly #running = new Map<string, { readonly host: string; readonly queueId: string }>();
  readonly #byHost = new Counter();
  readonly #byQueue = new Counter();
  readonly #served = new Map<string, number>();
  #serial = 0;
  #looks = 0;

  constructor(
    public limits: Limits,
    private readonly roomOf: QueueRoom,
  ) {}

  /** Lines looked at so far: what deciding has cost. */
  get looks(): number {
    return this.#looks;
  }

  /** Changes what is given. */
  configure({ maxActiveDownloads, maxActivePerHost }: Partial<EngineOptions>): void {
    this.limits = {
      maxActive: maxActiveDownloads ?? this.limits.maxActive,
      maxActivePerHost: maxActivePerHost === undefined ? this.limits.maxActivePerHost : maxActivePerHost,
    };
  }

  /** It waits for a place; or what counts of it has changed. */
  wait(candidate: Candidate): void {
    this.#waiting.add(candidate);
  }

  /** It does not wait any more. */
  leave(id: string): void {
    this.#waiting.delete(id);
  }

  /** A running one counts for another queue from now on. */
  assign(id: string, queueId: string): void {
    const place = this.#running.get(id);
    if (!place) return;
    this.#byQueue.add(place.queueId, -1);
    this.#byQueue.add(queueId, 1);
    this.#running.set(id, { ...place, queueId });
  }

  /** Its place is free. */
  ended(id: string): void {
    const place = this.#running.get(id);
    if (!place) return;
    this.#running.delete(id);
    this.#byHost.add(place.host, -1);
    this.#byQueue.add(place.queueId, -1);
  }

  /** Gives a place to the one that is next, which from now on runs; `null` when none can. */
  next(): string | null {
    if (this.#running.size >= this.limits.maxActive || this.#waiting.size === 0) return null;
    const line = chooseLine(this.#openLines(), this.#hasRoom, this.#servedAt);
    const [first] = line?.members ?? [];
    if (!first) return null;
    const { id, host, queueId } = first;
    this.#waiting.delete(id);
    this.#running.set(id, { host, queueId });
    this.#byHost.add(host, 1);
    this.#byQueue.add(queueId, 1);
    // Nothing waits: there are no turns to remember.
    if (this.#waiting.size === 0) this.#served.clear();
    else this.#served.set(turnOf(first), (this.#serial += 1));
    return id;
  }

  /** A queue without room is passed over as a whole, however much waits in it. */
  *#openLines(): Iterable<Line & { readonly members: readonly Candidate[] }> {
    for (const queueId of this.#waiting.queueIds) {
      if (this.#byQueue.get(queueId) >= this.roomOf(queueId)) continue;
      for (const line of this.#waiting.lines(queueId)) {
        this.#looks += 1;
        yield line;
      }
    }
  }

  readonly #hasRoom = ({ host }: Line): boolean => this.#byHost.get(host) < (this.limits.maxActivePerHost ?? Infinity);

  readonly #servedAt = (line: Line): number => this.#served.get(turnOf(line)) ?? 0;
}

const turnOf = ({ queueId, host }: { readonly queueId: string; readonly host: string }): string => `${queueId} ${host}`;

class Counter {
  readonly #counts = new Map<string, number>();

  get(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: string, by: number): void {
    const count = this.get(key) + by;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }
}
