import type { Status } from '../../shared/status.ts';
import { numberOf, type ListEntry, type Said } from './list-files.ts';

type Entry = { readonly number: number; state: 'there' | 'going' | 'gone'; lasting: Status | null };

/** What the killed program said was on record, held against what the next one finds. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly problems: string[] = [];
  /** Number of the next file to add. */
  next = 0;
  #adding: number | null = null;

  /** Entries that were said to be on record. */
  get acknowledged(): number {
    return this.#entries.size;
  }

  /** A cancel that is cut off after its entry has gone leaves the files. */
  get cancelledNumbers(): ReadonlySet<number> {
    return new Set([...this.#entries.values()].filter(({ state }) => state === 'gone').map(({ number }) => number));
  }

  hear(said: Said): void {
    switch (said.kind) {
      case 'list':
        this.#compare(said.entries);
        break;
      case 'adding':
        this.#adding = said.number;
        this.next = said.number + 1;
        break;
      case 'added':
        this.#adding = null;
        this.#entries.set(said.id, { number: said.number, state: 'there', lasting: null });
        break;
      case 'state':
        this.#set(said.id, { lasting: said.status === 'paused' || said.status === 'finished' ? said.status : null });
        break;
      case 'resuming':
        this.#set(said.id, { lasting: null });
        break;
      case 'cancelling':
        this.#set(said.id, { state: 'going' });
        break;
      case 'cancelled':
        this.#set(said.id, { state: 'gone' });
        break;
      case 'problem':
        this.problems.push(said.detail);
    }
  }

  #set(id: string, change: Partial<Entry>): void {
    const entry = this.#entries.get(id);
    if (entry) Object.assign(entry, change);
  }

  #compare(found: readonly ListEntry[]): void {
    const statuses = new Map(found.map((entry) => [entry.id, entry.status]));
    for (const [id, entry] of this.#entries) {
      const status = statuses.get(id);
      if (status === undefined && entry.state === 'there') this.problems.push(`entry ${id} is lost`);
      if (status !== undefined && entry.state === 'gone') this.problems.push(`cancelled entry ${id} is back`);
      if (status !== undefined && entry.lasting !== null && entry.state === 'there' && status !== entry.lasting) {
        this.problems.push(`entry ${id} was ${entry.lasting} and is ${status}`);
      }
      // A cancel that the kill came before is undone, one that it came after is done: both are right.
      if (entry.state === 'going') entry.state = status === undefined ? 'gone' : 'there';
    }
    for (const { id, url } of found) {
      if (this.#entries.has(id)) continue;
      // On record, and killed before it could say so.
      const number = numberOf(url);
      if (number !== this.#adding) this.problems.push(`entry ${id} came from nowhere`);
      this.#entries.set(id, { number, state: 'there', lasting: null });
    }
    this.#adding = null;
  }
}
