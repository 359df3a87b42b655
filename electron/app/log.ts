/**
 * For those who start the program from a terminal or read its journal. Secrets never get here: failures carry none,
 * and requests are not logged.
 */
export function logProblem(what: string, error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : error === null ? '' : String(error);
  process.stderr.write(`sluice: ${what}${reason && ': '}${reason}\n`);
}
