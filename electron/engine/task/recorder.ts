import type { Checkpoint } from '../checkpoint/format.ts';
import type { Journal } from '../checkpoint/journal.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import { diskFailure } from '../disk/errors.ts';
import type { PartFile } from '../write/part-file.ts';

/** The parts of a checkpoint that are not the journal. */
export type CheckpointFacts = Omit<Checkpoint, 'runs' | 'clean' | 'blockSize'>;

/**
 * Keeps the checkpoint behind the data: what it claims was written before the flush that precedes it. One save at a
 * time; the journal may grow meanwhile.
 */
export class Recorder {
  #saving: Promise<void> | null = null;
  #savedBytes = -1;

  constructor(
    private readonly file: PartFile,
    private readonly store: CheckpointStore,
    private readonly journal: () => Journal,
    private readonly facts: () => CheckpointFacts,
  ) {}

  /** Saves unless nothing was written since, or a save is under way. */
  async saveInPassing(): Promise<void> {
    if (this.#saving || this.journal().coveredBytes === this.#savedBytes) return;
    await this.#begin(false);
  }

  /** The last save of a run: everything written is in it and known to be whole. */
  async saveAtStop(): Promise<void> {
    await this.settled();
    await this.#begin(true);
  }

  /** Waits for a save under way, whatever becomes of it. */
  async settled(): Promise<void> {
    await this.#saving?.catch(() => undefined);
  }

  async #begin(clean: boolean): Promise<void> {
    this.#saving = this.#save(clean);
    try {
      await this.#saving;
    } finally {
      this.#saving = null;
    }
  }

  async #save(clean: boolean): Promise<void> {
    const journal = this.journal();
    const runs = journal.runs();
    const facts = this.facts();
    const bytes = journal.coveredBytes;
    try {
      await this.file.flush();
      await this.file.assertInPlace(runs.at(-1)?.end ?? 0);
      await this.store.save({ ...facts, blockSize: journal.blockSize, runs, clean });
    } catch (error) {
      throw diskFailure(error);
    }
    this.#savedBytes = bytes;
  }
}
