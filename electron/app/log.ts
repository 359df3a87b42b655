/**
 * For those who start the program from a terminal or read its journal. Secrets never get here: failures carry none,
 * and requests are not logged.
 */
export function logProblem(what: string, error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : error === null ? '' : String(error);
  process.stderr.write(`sluice: ${what}${reason && ': '}${reason}\n`);
}

/**
 * A defect somewhere must not stop the downloads: what is on disk is proved by checkpoints, not by this process being
 * without faults. Electron's own way, a dialog for each, would wait for ever on a machine without a person.
 */
export function logDefects(): void {
  process.on('uncaughtException', (error) => logProblem('defect', error));
  process.on('unhandledRejection', (reason) => logProblem('defect', reason));
}
