import { asSluiceError, EXIT_CODES, FAILURES, type FailureCode } from '../../shared/failures.ts';
import { exitCodeOf, type ExitCode } from './exit-code.ts';
import { failureText } from './failure-text.ts';
import { Interrupted } from './stop-signals.ts';
import { UsageError } from './usage-error.ts';

/** What stderr says of an error that ended a command, and the exit code. */
export function describeError(error: unknown): { text: string; code: ExitCode } {
  if (error instanceof Interrupted) return { text: 'sluice: stopped.\n', code: EXIT_CODES.interrupted };
  if (error instanceof UsageError) {
    return { text: `sluice: ${error.code}: ${error.message}\n`, code: EXIT_CODES.usage };
  }
  const failure = asSluiceError(error).toFailure();
  return { text: failureText(failure), code: exitCodeOf(failure.code) };
}

/** The fields of a `failed` event for a command that never became a download. */
export function refusal(error: unknown): { code: FailureCode; message: string; detail: string } {
  if (error instanceof UsageError) {
    return { code: error.code, message: FAILURES[error.code].message, detail: error.message };
  }
  const { code, detail } = asSluiceError(error);
  return { code, message: FAILURES[code].message, detail };
}
