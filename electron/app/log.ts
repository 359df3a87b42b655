import { Journal } from './journal/journal.ts';
import { redact } from './journal/redact.ts';

/** What this run has to tell; the log view reads it. */
export const journal = new Journal();

/** For those who start the program from a terminal or read its journal, and for the log view. Without secrets. */
export function logProblem(what: string, error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : error === null ? '' : String(error);
  const text = `${what}${reason && ': '}${reason}`;
  journal.write(text);
  process.stderr.write(`sluice: ${redact(text)}\n`);
}

/**
 * A defect somewhere must not stop the downloads: what is on disk is proved by checkpoints, not by this process being
 * without faults. Electron's own way, a dialog for each, would wait for ever on a machine without a person.
 */
export function logDefects(): void {
  process.on('uncaughtException', (error) => logProblem('defect', error));
  process.on('unhandledRejection', (reason) => logProblem('defect', reason));
}
