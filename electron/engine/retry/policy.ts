import { failureClass, type FailureCode } from '../../../shared/failures.ts';
import { assertNever } from '../../../shared/status.ts';

export interface RetryPolicy {
  /** Attempts in a row without one new byte before giving up. */
  readonly maxRetries: number;
  /** First wait in ms; doubles each time. */
  readonly baseMs: number;
  /** Longest own wait in ms. */
  readonly capMs: number;
  /** Longest wait a server may ask for, in ms; one that asks for more is not waited for. */
  readonly retryAfterCapMs: number;
}

export const RETRY_POLICY: RetryPolicy = { maxRetries: 8, baseMs: 500, capMs: 30_000, retryAfterCapMs: 300_000 };

export interface FailedAttempt {
  readonly code: FailureCode;
  /** Attempts in a row without a new byte, this one included; 0 when it brought some. */
  readonly failures: number;
  /** What the server asked for, in ms, or `null`. */
  readonly retryAfterMs: number | null;
  /** In [0, 1). */
  readonly random: number;
}

export type RetryDecision = { readonly kind: 'retry'; readonly delayMs: number } | { readonly kind: 'stop' };

/** Exponential back-off with jitter (half fixed, half random), so that the segments of a download do not return as one. */
export function decideRetry(failed: FailedAttempt, policy: RetryPolicy): RetryDecision {
  const kind = failureClass(failed.code);
  switch (kind) {
    case 'ask':
    case 'stop':
      return { kind: 'stop' };
    case 'retry':
    case 'wait': {
      if (failed.failures > policy.maxRetries) return { kind: 'stop' };
      const asked = failed.retryAfterMs ?? 0;
      if (asked > policy.retryAfterCapMs) return { kind: 'stop' };
      const own = Math.min(policy.capMs, policy.baseMs * 2 ** Math.max(0, failed.failures - 1));
      return { kind: 'retry', delayMs: Math.round(Math.max(asked, own * (0.5 + failed.random / 2))) };
    }
    default:
      return assertNever(kind);
  }
}
