import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURE_CODES, failureClass } from '../../../shared/failures.ts';
import { decideRetry, RETRY_POLICY } from './policy.ts';

const failed = { code: 'connection-lost', failures: 1, retryAfterMs: null, random: 0.5 } as const;

describe('retry table', () => {
  test('every code: retried exactly when its class says so', () => {
    for (const code of FAILURE_CODES) {
      const kind = decideRetry({ ...failed, code }, RETRY_POLICY).kind;
      expect([code, kind]).toEqual([code, ['retry', 'wait'].includes(failureClass(code)) ? 'retry' : 'stop']);
    }
  });

  test('waits double, are jittered, and never exceed the cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const decision = decideRetry({ ...failed, failures, random }, RETRY_POLICY);
          const full = Math.min(30_000, 500 * 2 ** Math.max(0, failures - 1));
          if (decision.kind !== 'retry') throw new Error('stopped');
          expect(decision.delayMs).toBeGreaterThanOrEqual(Math.floor(full / 2));
          expect(decision.delayMs).toBeLessThanOrEqual(full);
        },
      ),
    );
  });

  test('gives up after the last retry, and at once with none', () => {
    expect(decideRetry({ ...failed, failures: 8 }, RETRY_POLICY).kind).toBe('retry');
    expect(decideRetry({ ...failed, failures: 9 }, RETRY_POLICY).kind).toBe('stop');
    expect(decideRetry({ ...failed, failures: 1 }, { ...RETRY_POLICY, maxRetries: 0 }).kind).toBe('stop');
  });

  test('a server is waited for as long as it asks, within reason', () => {
    const asks = (retryAfterMs: number): unknown =>
      decideRetry({ ...failed, code: 'server-busy', retryAfterMs }, RETRY_POLICY);
    expect(asks(60_000)).toEqual({ kind: 'retry', delayMs: 60_000 });
    expect(asks(300_001)).toEqual({ kind: 'stop' });
  });
});
