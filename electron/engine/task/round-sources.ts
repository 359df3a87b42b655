import { asSluiceError } from '../../../shared/failures.ts';
import type { Segment } from '../plan/segment-plan.ts';
import type { AttemptGoal } from '../transfer/attempt.ts';
import { chooseSource } from '../sources/choose.ts';
import type { Carrier } from './carrier.ts';
import type { Source } from './fleet-deps.ts';
import { goalOf } from './goal.ts';
import { NOTHING, type Holding } from './holding.ts';
import { identityOf } from './known.ts';
import type { SessionContext } from './session-context.ts';
import type { Place, SourcePool } from './source-pool.ts';
import { sampleOf } from './trial.ts';

/** Asked again of every mirror at each segment: the sample proved one place in the file only. Bytes. */
const MIRROR_OVERLAP_BYTES = 4 * 1024;
/** Where the last attempt brought nothing: one that gives only short ranges would send the same proof for ever. */
const SHORT_OVERLAP_BYTES = 1024;
/** So long places are kept free for mirrors that are being tried, in ms. */
const RESERVE_MS = 1_000;

/** The sources of one round of connections: tries the mirrors out, measures all, says where each connection goes. */
export class RoundSources {
  readonly #lead: Source;
  readonly #begun: number;
  /** Of the trials of mirrors; most downloads have none. */
  #trials: AbortController | null = null;
  readonly #sources = new Map<Place, Source>();

  /** @param leadGoal the request to the lead for [start, end) */
  constructor(
    private readonly pool: SourcePool,
    private readonly context: Pick<SessionContext, 'options' | 'ports'>,
    private readonly holding: Holding,
    private readonly segmentable: boolean,
    leadGoal: (start: number, end: number) => AttemptGoal,
  ) {
    this.#begun = context.ports.clock.now();
    this.#lead = {
      id: pool.lead.id,
      host: leadGoal(0, 1).url.host,
      goal: leadGoal,
      overlapBytes: (segment) => shortened(holding.overlapBytes(segment.position), segment),
      settles: () => false,
    };
  }

  /** @param busy the connections at work */
  pick(busy: Iterable<{ readonly source: Source }>): Source {
    const ids = [...busy].map(({ source }) => source.id);
    // What opens a round goes on from the lead's reply.
    if (ids.length === 0) return this.#lead;
    const now = this.context.ports.clock.now();
    const proved = this.pool.mirrors.filter((place) => place.state === 'proved' && now >= place.notBefore);
    const states = [this.pool.lead, ...proved].map((place) => ({
      place,
      bytesPerSecond: place.bytesPerSecond,
      connections: ids.filter((id) => id === place.id).length,
    }));
    const chosen = chooseSource(states)?.place;
    return chosen && chosen !== this.pool.lead ? this.#mirror(chosen) : this.#lead;
  }

  /** Of further connections beside so many, those that mirrors will want that are about to be proved. */
  reserved(connections: number): number {
    if (connections === 0 || !this.segmentable || this.context.ports.clock.now() - this.#begun > RESERVE_MS) return 0;
    return this.pool.mirrors.filter(({ state, failures }) => state !== 'proved' && failures === 0).length;
  }

  tick(now: number, carriers: Iterable<Carrier>): void {
    const all = [...carriers].filter((carrier) => carrier.brought);
    for (const place of [this.pool.lead, ...this.pool.mirrors]) {
      const rates = all.flatMap(({ source, meter }) => (source.id === place.id ? [meter.bytesPerSecond] : []));
      const sum = rates.reduce((total, rate) => total + rate, 0);
      if (sum > 0) place.bytesPerSecond = sum / rates.length;
    }
    if (this.segmentable) this.#tryOut(now);
  }

  /** Ends the trials under way. */
  end(): void {
    this.#trials?.abort();
  }

  #tryOut(now: number): void {
    const due = this.pool.mirrors.filter((place) => place.state === 'untried' && now >= place.notBefore);
    const sample = due.length === 0 ? null : sampleOf(this.holding.ranges());
    if (!sample) return;
    this.#trials ??= new AbortController();
    const { signal } = this.#trials;
    for (const place of due) {
      this.pool.tryOut(place, sample, signal).catch((error: unknown) => {
        if (!signal.aborted) this.pool.failed(place, asSluiceError(error), null);
        else place.state = 'untried';
      });
    }
  }

  #mirror(place: Place): Source {
    const known = this.#sources.get(place);
    if (known) return known;
    const { pool } = this;
    const { sizeBytes } = this.holding.identity;
    const { facts } = place;
    // After the redirects of the trial. What it changes to later is held against its own validators.
    const url = facts?.finalUrl ?? place.url;
    const identity = facts ? { ...identityOf(facts), sizeBytes } : { ...NOTHING, sizeBytes };
    const source: Source = {
      id: place.id,
      host: url.host,
      goal: (start, end) => goalOf(this.context, { url, start, end, identity }),
      overlapBytes: (segment) => shortened(Math.min(MIRROR_OVERLAP_BYTES, segment.position), segment),
      settles: (error, brought, retryAfterMs) => {
        if (brought) place.failures = 0;
        pool.failed(place, error, retryAfterMs);
        return true;
      },
    };
    this.#sources.set(place, source);
    return source;
  }
}

const shortened = (bytes: number, segment: Segment): number =>
  segment.failures > 0 ? Math.min(bytes, SHORT_OVERLAP_BYTES) : bytes;
