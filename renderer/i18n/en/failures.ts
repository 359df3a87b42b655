import { FAILURES, type FailureCode } from '../../../shared/failures.ts';

/** The English sentences are the ones the command line prints: one source for both. */
export const failures = Object.fromEntries(
  Object.entries(FAILURES).map(([code, facts]) => [code, facts.message]),
) as Record<FailureCode, string>;
