import type { FailureCode } from '../../shared/failures.ts';

/** The command line itself is wrong: said before anything is opened, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    /** What is wrong and how to write it, free of secrets. */
    message: string,
    readonly code: Extract<FailureCode, 'bad-option' | 'bad-url'> = 'bad-option',
  ) {
    super(message);
  }
}
