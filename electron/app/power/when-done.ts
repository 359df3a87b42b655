import type { WhenDone } from '../../../shared/settings.ts';
import type { Clock } from '../clock.ts';

export interface EndingOptions {
  readonly clock: Clock;
  /** ms since 1970. */
  readonly wallNow: () => number;
  /** What the settings say is to come each time. */
  readonly usual: () => WhenDone;
  /** Does it; called once the time for calling it off is over. `nothing` never gets here. */
  readonly perform: (action: WhenDone) => void;
  /** Choice or countdown is another one now. */
  readonly onChange: () => void;
}

/** Between the last ending and a quit, a sleep or a shut down, in ms: time to call it off. */
export const COUNTDOWN_MS = 60_000;
/** Reconnecting takes a download through `paused`, and a list may follow: only a rest that lasts this long, in ms, is the end. */
const REST_MS = 2_000;

/** What comes when the last download has ended. */
export class Ending {
  readonly #options: EndingOptions;
  #once: WhenDone | null = null;
  #wasActive = false;
  #hasFinished = false;
  #countdown: { readonly action: WhenDone; readonly endsAt: number } | null = null;
  #callOff: (() => void) | null = null;

  constructor(options: EndingOptions) {
    this.#options = options;
  }

  get whenDone(): WhenDone {
    return this.#once ?? this.#options.usual();
  }

  get countdown() {
    return this.#countdown;
  }

  /** For this once, also `nothing` against the setting. */
  choose(action: WhenDone): void {
    this.#once = action === this.#options.usual() ? null : action;
    this.noteUsual();
    this.#options.onChange();
  }

  /** What the settings say may be something else now: what nobody wants any more is not counted down to. */
  noteUsual(): void {
    if (this.#countdown !== null && this.#countdown.action !== this.whenDone) this.#stop();
  }

  /** A download has finished: without one, the end of all work is a pause or a row of failures. */
  noteFinished(): void {
    this.#hasFinished = true;
  }

  /** @param isActive whether a download will move on without the user */
  note(isActive: boolean): void {
    if (isActive === this.#wasActive) return;
    this.#wasActive = isActive;
    if (isActive) {
      const counted = this.#countdown !== null;
      this.#stop();
      if (counted) this.#options.onChange();
      return;
    }
    this.#callOff = this.#options.clock.after(REST_MS, () => this.#begin());
  }

  /** The user wants to go on using the machine. The choice for this once is spent. */
  callOff(): void {
    if (this.#countdown === null) return;
    this.#stop();
    this.#once = null;
    this.#options.onChange();
  }

  close(): void {
    this.#stop();
  }

  #begin(): void {
    this.#callOff = null;
    const action = this.whenDone;
    const hadFinished = this.#hasFinished;
    this.#hasFinished = false;
    if (action === 'nothing' || !hadFinished) return;
    if (action === 'notify') {
      this.#finish(action);
      return;
    }
    const { clock, wallNow, onChange } = this.#options;
    this.#countdown = { action, endsAt: wallNow() + COUNTDOWN_MS };
    this.#callOff = clock.after(COUNTDOWN_MS, () => this.#finish(action));
    onChange();
  }

  #finish(action: WhenDone): void {
    this.#stop();
    this.#once = null;
    this.#options.onChange();
    this.#options.perform(action);
  }

  #stop(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#countdown = null;
  }
}
