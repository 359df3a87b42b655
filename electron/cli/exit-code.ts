import { EXIT_CODES, FAILURES, type FailureCode } from '../../shared/failures.ts';

/** A process exit code. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

export const exitCodeOf = (code: FailureCode): ExitCode => EXIT_CODES[FAILURES[code].exit];

/** Of several downloads: that of the first failed one, in the order they were given. */
export function exitCodeOfAll(failures: readonly (FailureCode | null)[]): ExitCode {
  const first = failures.find((code) => code !== null);
  return first === undefined ? EXIT_CODES.done : exitCodeOf(first);
}
