import type { LogEntry } from '../../../shared/ipc/desktop.ts';
import { redact } from './redact.ts';

/** Entries kept, and letters of each: a server that fails for hours must not fill the memory. */
const MAX_ENTRIES = 500;
const MAX_LENGTH = 2_000;

/** What happened in this run, for the log view: bounded, and without secrets from the moment it is written. */
export class Journal {
  #entries: LogEntry[] = [];
  readonly #wallNow: () => number;

  /** @param wallNow ms since 1970 */
  constructor(wallNow: () => number = Date.now) {
    this.#wallNow = wallNow;
  }

  write(text: string): void {
    // Cut before it is searched for secrets, and only there: a secret that is cut in two is still none.
    const clean = redact(text.slice(0, MAX_LENGTH));
    this.#entries.push({ at: this.#wallNow(), text: clean });
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(-MAX_ENTRIES);
  }

  /** Oldest first. */
  read(): readonly LogEntry[] {
    return this.#entries;
  }
}
