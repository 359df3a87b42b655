import { SluiceError, type FailureCode } from '../../../shared/failures.ts';
import { decideRetry, type RetryPolicy } from '../retry/policy.ts';
import type { Clock } from './ports.ts';
import { Stopped, type SessionContext } from './session-context.ts';

/** Refusals in mid-download that asking the original link again may cure: the address it led to has expired. */
const EXPIRED: readonly FailureCode[] = ['unauthorized', 'forbidden', 'link-expired', 'not-found'];

export interface LostRound {
  readonly error: SluiceError;
  readonly retryAfterMs: number | null;
  /** Bytes came that need not be fetched again. */
  readonly lasts: boolean;
  /** The fleet has retried by itself and given up. */
  readonly exhausted: boolean;
  /** Bytes of the file are on disk. */
  readonly begun: boolean;
  /** The bytes come from another address than the link itself. */
  readonly redirected: boolean;
}

export type RecoveryStep =
  { readonly kind: 'again'; readonly delayMs: number } | { readonly kind: 'stop'; readonly error: SluiceError };

/** What to do after rounds that ended early. Counts those in a row that brought nothing that lasts. */
export class Recovery {
  #failures = 0;
  #renewed = false;

  constructor(
    private readonly policy: RetryPolicy,
    private readonly random: () => number,
  ) {}

  next(lost: LostRound): RecoveryStep {
    const { error } = lost;
    if (lost.lasts) this.#renewed = false;
    if (EXPIRED.includes(error.code) && lost.begun && lost.redirected && !this.#renewed) {
      this.#renewed = true;
      return { kind: 'again', delayMs: 0 };
    }
    this.#failures = lost.lasts ? 0 : this.#failures + 1;
    const { retryAfterMs } = lost;
    const failed = { code: error.code, failures: this.#failures, retryAfterMs, random: this.random() };
    const decision = lost.exhausted ? ({ kind: 'stop' } as const) : decideRetry(failed, this.policy);
    if (decision.kind === 'retry') return { kind: 'again', delayMs: decision.delayMs };
    const expired = lost.begun && (error.code === 'unauthorized' || error.code === 'forbidden');
    return { kind: 'stop', error: expired ? new SluiceError('link-expired', error.detail, { cause: error }) : error };
  }
}

/** Waits before another try, and tells so. @throws {Stopped} */
export async function waitOut(
  ms: number,
  code: FailureCode,
  { hooks, ports: { clock } }: SessionContext,
  signal: AbortSignal,
  enough: AbortSignal,
): Promise<void> {
  hooks.note('waiting', { code, seconds: Math.round(ms / 1000) });
  hooks.retryAt(clock.wallNow() + ms);
  await waitFor(ms, clock, signal, enough);
  hooks.retryAt(null);
}

/** Resolves after `ms`, or when `enough` is aborted. @throws {Stopped} as soon as `signal` is aborted */
export function waitFor(ms: number, clock: Clock, signal: AbortSignal, enough?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      enough?.removeEventListener('abort', end);
      if (signal.aborted) reject(new Stopped());
      else resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
    enough?.addEventListener('abort', end, { once: true });
    if (signal.aborted || enough?.aborted === true) end();
  });
}
