import { EXIT_CODES, type FailureCode } from '../../../shared/failures.ts';
import { isActive } from '../../../shared/status.ts';
import { exitCodeOf } from '../../cli/exit-code.ts';
import type { Engine, EngineEvent } from '../../engine/index.ts';
import type { Clock } from '../clock.ts';

export interface RunToEndOptions {
  readonly engine: Pick<Engine, 'get' | 'list' | 'queues'>;
  readonly clock: Clock;
  /** What the command line asked for. Empty: everything that runs is judged. */
  readonly asked: readonly string[];
  /** Links of the command line that could not be added. */
  readonly rejected: readonly FailureCode[];
  /** A line for the terminal. */
  readonly warn: (text: string) => void;
  readonly quit: (exitCode: number) => void;
}

/** Reconnecting takes a download through `paused`: only a rest that lasts this long, in ms, is the end. */
const REST_MS = 300;

/**
 * `--exit-when-done`: quits when nothing moves on any more, with the code of the first failure. What waits in a stopped
 * queue does not: only a person, or a time of day, starts it.
 */
export class RunToEnd {
  readonly #options: RunToEndOptions;
  /** Failed in this run; what had failed in an earlier one is not this command's business. */
  readonly #failed = new Map<string, FailureCode>();
  #callOff: (() => void) | null = null;

  constructor(options: RunToEndOptions) {
    this.#options = options;
    this.look();
  }

  note(event: EngineEvent): void {
    if (event.type !== 'changed' && event.type !== 'added' && event.type !== 'removed') return;
    this.#failed.delete(event.id);
    if (event.type === 'changed' && event.to === 'failed') {
      this.#failed.set(event.id, this.#options.engine.get(event.id)?.failure?.code ?? 'internal');
    }
    this.look();
  }

  /** Also when a queue was started or stopped. */
  look(): void {
    const { clock, warn, quit } = this.#options;
    this.#callOff?.();
    this.#callOff = clock.after(REST_MS, () => {
      this.#callOff = null;
      const held = this.#heldBack();
      if (held === null) return;
      if (held > 0) warn(`${held === 1 ? '1 download waits' : `${held} downloads wait`} in a stopped queue.\n`);
      quit(this.exitCode());
    });
  }

  /** How many wait in stopped queues when nothing else is active; `null` while something is. */
  #heldBack(): number | null {
    const { engine } = this.#options;
    const stopped = new Set(engine.queues.list().flatMap(({ id, started }) => (started ? [] : [id])));
    const active = engine.list().filter(({ status }) => isActive(status));
    return active.every(({ status, queueId }) => status === 'queued' && stopped.has(queueId)) ? active.length : null;
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
