import type { Clock } from './clock.ts';

export interface QuitOptions {
  readonly clock: Clock;
  /** Stops the engine; resolves when every checkpoint is on disk. */
  readonly stop: () => Promise<void>;
  /** What has to be written and let go after that; synchronous. */
  readonly release: () => void;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** The exit code when the user ends the program and nothing says otherwise. */
  readonly usualCode: () => number;
  readonly onError: (what: string, error: unknown) => void;
}

/** How long a disk that does not answer may hold up the end, in ms. */
const PATIENCE_MS = 10_000;

/** The one way out: every quit waits for the checkpoints, once, and not for ever. */
export class Quit {
  readonly #options: QuitOptions;
  #isUnderWay = false;

  constructor(options: QuitOptions) {
    this.#options = options;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Idempotent: the first call decides the code. */
  begin(given?: number): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    const { clock, stop, usualCode, onError } = this.#options;
    const code = given ?? usualCode();
    const callOff = clock.after(PATIENCE_MS, () => {
      onError('quit', new Error('The checkpoints were not written in time.'));
      this.#end(code);
    });
    stop()
      .catch((error: unknown) => onError('quit', error))
      .finally(() => {
        callOff();
        this.#end(code);
      });
  }

  #hasEnded = false;
  #end(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    try {
      this.#options.release();
    } catch (error) {
      this.#options.onError('quit', error);
    }
    this.#options.exit(code);
  }
}
