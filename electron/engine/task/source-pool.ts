import { SluiceError, failureClass } from '../../../shared/failures.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import type { SourceFacts } from '../probe/facts.ts';
import { Ledger } from '../sources/ledger.ts';
import type { Holding } from './holding.ts';
import type { SessionContext } from './session-context.ts';
import { sampleOf, tryOut } from './trial.ts';
import { Stopped } from './session-context.ts';

/** Of those that servers name; the user may give more. */
const MAX_ANNOUNCED = 16;
/** Failures in a row that may pass by themselves before a source is given up. */
const MAX_FAILURES = 3;
const BENCH_MS = 500;

/** One address of the file and what is known of it. */
export interface Place {
  readonly url: URL;
  /** Names it in the ledger. */
  readonly id: string;
  /** `proved`: its reply to a sample was right, `facts` says what it told. `dropped`: not asked again in this run. */
  state: 'untried' | 'trying' | 'proved' | 'dropped';
  facts: SourceFacts | null;
  /** In a row, without a new byte. */
  failures: number;
  /** Monotonic ms before which it is left alone. */
  notBefore: number;
  /** What one connection brings, bytes per second; `null` before. */
  bytesPerSecond: number | null;
}

const newPlace = (url: URL): Place => ({
  url,
  id: url.href,
  state: 'untried',
  facts: null,
  failures: 0,
  notBefore: 0,
  bytesPerSecond: null,
});

/**
 * All addresses of one file. The lead is the one whose replies say what the file is, at first the download's own link;
 * the others, the mirrors, must prove themselves against its bytes. When the lead cannot be used a mirror takes its place.
 */
export class SourcePool {
  /** Who brought which bytes, by {@link Place.id}. */
  readonly ledger = new Ledger<string>();
  readonly #places: Place[];
  #lead: Place;

  constructor(
    private readonly context: SessionContext,
    private readonly holding: Holding,
    private readonly signal: AbortSignal,
  ) {
    this.#lead = newPlace(context.options.url);
    this.#places = [this.#lead];
    this.#add(context.options.mirrors);
  }

  get lead(): Place {
    return this.#lead;
  }

  /**
   * Names the source of a range by its number, from 1: the one at work, else the one that brought most of it. `null` with
   * one source, and when nobody brought any of it in this run.
   */
  numberOf(range: ByteRange, atWork: string | null): number | null {
    if (this.#places.length < 2) return null;
    const id = atWork ?? this.ledger.mostOf(range);
    const index = this.#places.findIndex((place) => place.id === id);
    return index < 0 ? null : index + 1;
  }

  /** The lead is not the download's own link: its validators say nothing about those in a checkpoint. */
  get leadIsMirror(): boolean {
    return this.#lead !== this.#places[0];
  }

  /** The facts that a name is taken from: the address of a mirror is not the one the user knows the file by. */
  naming(facts: SourceFacts): SourceFacts {
    return this.leadIsMirror ? { ...facts, finalUrl: this.context.options.url } : facts;
  }

  /** Mirrors that may still be of use. */
  get mirrors(): readonly Place[] {
    return this.#places.filter((place) => place !== this.#lead && place.state !== 'dropped');
  }

  /**
   * Takes over the mirrors that a reply names, if the whole file will be held against a checksum (RFC 6249 section 2 asks
   * for one): else a server could have any other fill in what nobody checks.
   */
  announce(facts: SourceFacts): void {
    const { checksum, pieces, allowDowngrade } = this.context.options;
    if (!checksum && !pieces && !facts.digest) return;
    const safe = (url: URL): boolean =>
      url.protocol === 'https:' || facts.finalUrl.protocol === 'http:' || allowDowngrade;
    this.#add(facts.mirrors.filter(safe).slice(0, Math.max(0, MAX_ANNOUNCED - this.#places.length)));
  }

  #add(urls: readonly URL[]): void {
    for (const url of urls) {
      if (!this.#places.some((place) => place.id === url.href)) this.#places.push(newPlace(url));
    }
  }

  /** This source is not asked again. */
  drop(place: Place, detail: string): void {
    if (place.state === 'dropped') return;
    place.state = 'dropped';
    this.context.hooks.notice('source-dropped', `${place.url.host}: ${detail}`);
  }

  /** A mirror has failed: for good, or it is left alone for a while. */
  failed(place: Place, error: SluiceError, retryAfterMs: number | null): void {
    const passing = ['retry', 'wait'].includes(failureClass(error.code));
    place.failures += 1;
    if (!passing || place.failures >= MAX_FAILURES) {
      this.drop(place, `${error.code} ${error.detail}`);
      return;
    }
    if (place.state === 'trying') place.state = 'untried';
    place.notBefore =
      this.context.ports.clock.now() + Math.max(retryAfterMs ?? 0, BENCH_MS * 2 ** (place.failures - 1));
  }

  /**
   * The lead has failed: the first mirror that has the same bytes takes its place.
   * @returns false when there is none; the lead stays
   * @throws {Stopped}
   */
  async replaceLead(error: SluiceError): Promise<boolean> {
    const before = this.#lead;
    const ready = [...this.mirrors].sort((a, b) => a.failures - b.failures);
    for (const place of ready) {
      if (!(await this.#isUsable(place))) continue;
      this.#lead = place;
      this.failed(before, error, null);
      this.holding.loosen();
      return true;
    }
    return false;
  }

  async #isUsable(place: Place): Promise<boolean> {
    const sample = sampleOf(this.holding.ranges());
    // Nothing is on disk that could be mixed with another version's bytes.
    if (!sample) return true;
    try {
      await this.tryOut(place, sample, this.signal);
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      this.failed(place, error, null);
    }
    if (this.signal.aborted) throw new Stopped();
    return place.state === 'proved';
  }

  /** Lets a mirror prove itself. @throws {SluiceError} what speaks against it */
  async tryOut(place: Place, sample: ByteRange, signal: AbortSignal): Promise<void> {
    place.state = 'trying';
    const facts = await tryOut(place.url, sample, this.context, this.holding, signal);
    place.state = facts ? 'proved' : 'untried';
    place.facts = facts;
  }

  /** Pieces are bad that have been forgotten: by whom they came they are not fetched again, unless there is nobody else. */
  async blamePieces(bad: readonly ByteRange[]): Promise<void> {
    const ids = new Set(bad.flatMap((range) => this.ledger.within(range)));
    this.ledger.forget(bad);
    for (const place of this.mirrors) if (ids.has(place.id)) this.drop(place, 'Bad pieces');
    // What an earlier run brought counts as the lead's.
    if (ids.size === 0 || ids.has(this.#lead.id)) await this.replaceLead(new SluiceError('not-the-file', 'Bad pieces'));
  }

  /**
   * Bytes of `ranges` are wrong. Mirrors that brought any of them, and `suspects`, are dropped.
   * @returns what must be fetched again: everything that they brought; `null` when no mirror is to blame
   */
  blame(ranges: readonly ByteRange[], suspects: readonly string[]): ByteRange[] | null {
    const ids = new Set([...ranges.flatMap((range) => this.ledger.within(range)), ...suspects]);
    const blamed = this.#places.filter((place) => place !== this.#lead && ids.has(place.id));
    if (blamed.length === 0) return null;
    const lost = blamed.flatMap((place) => this.ledger.of(place.id));
    for (const place of blamed) this.drop(place, 'Its bytes differ');
    this.ledger.forget(lost);
    return lost;
  }
}
