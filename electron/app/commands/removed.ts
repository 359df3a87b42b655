import type { DownloadRecord, Engine } from '../../engine/index.ts';

/** So many are remembered: all of a list of ten thousand, and then some. */
const KEPT = 20_000;

/** What was taken off the list with its files kept, so that it can be put back, until the program ends. */
export class Removed {
  readonly #records = new Map<string, DownloadRecord>();

  constructor(private readonly engine: Pick<Engine, 'putBack'>) {}

  /** @param records as they were when what ran of them had ended */
  remember(records: readonly DownloadRecord[]): void {
    for (const record of records) {
      this.#records.delete(record.id);
      this.#records.set(record.id, record);
    }
    for (const id of this.#records.keys()) {
      if (this.#records.size <= KEPT) break;
      this.#records.delete(id);
    }
  }

  /** @returns the ids that are back */
  putBack(ids: readonly string[]): string[] {
    const back = this.engine.putBack(ids.flatMap((id) => this.#records.get(id) ?? []));
    for (const id of back) this.#records.delete(id);
    return back;
  }
}
