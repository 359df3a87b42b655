import { EXIT_CODES, type FailureCode } from '../../../shared/failures.ts';
import { exitCodeOf } from '../../cli/exit-code.ts';
import type { Engine, EngineEvent } from '../../engine/index.ts';
import type { Clock } from '../clock.ts';

export interface RunToEndOptions {
  readonly engine: Pick<Engine, 'get'>;
  readonly clock: Clock;
  readonly isActive: () => boolean;
  /** What the command line asked for. Empty: everything that runs is judged. */
  readonly asked: readonly string[];
  /** Links of the command line that could not be added. */
  readonly rejected: readonly FailureCode[];
  readonly quit: (exitCode: number) => void;
}

/** Reconnecting takes a download through `paused`: only a rest that lasts this long, in ms, is the end. */
const REST_MS = 300;

/** `--exit-when-done`: quits when nothing is active any more, with the code of the first failure. */
export class RunToEnd {
  readonly #options: RunToEndOptions;
  /** Failed in this run; what had failed in an earlier one is not this command's business. */
  readonly #failed = new Map<string, FailureCode>();
  #callOff: (() => void) | null = null;

  constructor(options: RunToEndOptions) {
    this.#options = options;
    this.#look();
  }

  note(event: EngineEvent): void {
    if (event.type === 'progress' || event.type === 'notice' || event.type === 'arranged') return;
    this.#failed.delete(event.id);
    if (event.type === 'changed' && event.to === 'failed') {
      this.#failed.set(event.id, this.#options.engine.get(event.id)?.failure?.code ?? 'internal');
    }
    this.#look();
  }

  #look(): void {
    const { clock, isActive, quit } = this.#options;
    this.#callOff?.();
    this.#callOff = clock.after(REST_MS, () => {
      this.#callOff = null;
      if (!isActive()) quit(this.exitCode());
    });
  }

  /** As things stand now. */
  exitCode(): number {
    const { engine, asked, rejected } = this.#options;
    const isJudged = (id: string): boolean => asked.length === 0 || asked.includes(id);
    const failure = rejected[0] ?? [...this.#failed].find(([id]) => isJudged(id))?.[1];
    if (failure !== undefined) return exitCodeOf(failure);
    // Paused or taken off the list by hand: no error, but not done either.
    return asked.every((id) => engine.get(id)?.status === 'finished') ? EXIT_CODES.done : EXIT_CODES.interrupted;
  }
}
