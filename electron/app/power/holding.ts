import type { DownloadSnapshot } from '../../../shared/download.ts';
import { isActive } from '../../../shared/status.ts';
import type { KeyValues } from '../../library/index.ts';

export type HoldReason = 'battery' | 'metered';

export interface HoldingOptions {
  readonly list: () => readonly DownloadSnapshot[];
  readonly pause: (ids: readonly string[]) => Promise<void>;
  readonly resume: (ids: readonly string[]) => void;
  /** What waits outlives the program: it goes on at the next start on mains. */
  readonly memory: KeyValues;
  readonly onChange: () => void;
  readonly onError: (what: string, error: unknown) => void;
}

const KEY = 'heldDownloads';

/**
 * Lets downloads wait while there is a reason to. Those that are active when it comes are paused and go on when it is
 * gone; one that the user starts meanwhile runs, for they know what they do.
 */
export class Holding {
  readonly #options: HoldingOptions;
  #reason: HoldReason | null = null;
  #held: readonly string[];
  /** Pauses under way. */
  #pausing = 0;

  constructor(options: HoldingOptions) {
    this.#options = options;
    const stored = options.memory.all()[KEY];
    this.#held = Array.isArray(stored) ? stored.filter((id): id is string => typeof id === 'string') : [];
  }

  get reason(): HoldReason | null {
    return this.#reason;
  }

  /** @param reason why downloads should wait now; `null`: they need not */
  set(reason: HoldReason | null): void {
    const before = this.#reason;
    if (reason === before && !(reason === null && this.#held.length > 0)) return;
    this.#reason = reason;
    if (reason !== null && before === null) this.#hold();
    else if (reason === null) this.#release();
    if (reason !== before) this.#options.onChange();
  }

  /** People paused these meanwhile: they do not go on by themselves. */
  forget(ids: readonly string[]): void {
    const kept = this.#held.filter((id) => !ids.includes(id));
    if (kept.length < this.#held.length) this.#remember(kept);
  }

  #hold(): void {
    const active = this.#options.list().filter(({ status }) => isActive(status));
    // The queued ones first: a place that falls free must not start the next.
    const ids = [...active.filter(({ status }) => status === 'queued'), ...active].map(({ id }) => id);
    this.#remember([...new Set([...this.#held, ...ids])]);
    void this.#pause([...new Set(ids)]);
  }

  async #pause(ids: readonly string[]): Promise<void> {
    this.#pausing += 1;
    try {
      await this.#options.pause(ids);
    } catch (error) {
      this.#options.onError('pause', error);
    }
    this.#pausing -= 1;
    // The reason may be gone already.
    if (this.#pausing === 0 && this.#reason === null && this.#held.length > 0) this.#release();
  }

  #release(): void {
    const paused = new Set(this.#options.list().flatMap(({ id, status }) => (status === 'paused' ? [id] : [])));
    const ids = this.#held.filter((id) => paused.has(id));
    // What is still being paused goes on when it is.
    this.#remember(this.#pausing > 0 ? this.#held.filter((id) => !paused.has(id)) : []);
    if (ids.length > 0) this.#options.resume(ids);
  }

  #remember(ids: readonly string[]): void {
    this.#held = ids;
    this.#options.memory.set({ [KEY]: ids });
  }
}
