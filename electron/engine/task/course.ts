/**
 * What is done with one download, one thing after the other: a run, or a change for which no run may be under way. Here
 * they line up, so that no two ever touch the same files.
 */
export class Course {
  #current: Promise<void> | null = null;

  /** @param idle called when nothing is under way any more */
  constructor(private readonly idle: () => void) {}

  /** Settles when all that is under way has ended, in whatever way; `null`: nothing is. It never rejects. */
  get current(): Promise<void> | null {
    return this.#current;
  }

  /** Begins at once. The promise never rejects. @throws {Error} when something is under way: a defect */
  begin(run: () => Promise<void>): Promise<void> {
    if (this.#current) throw new Error('This download is under way already.');
    return this.#take(run());
  }

  /** Begins when all that is under way has ended; whatever comes later waits for it. Settles as `work` does. */
  async after<Result>(work: () => Promise<Result>): Promise<Result> {
    const working = (this.#current ?? Promise.resolve()).then(work);
    await this.#take(
      working.then(
        () => undefined,
        () => undefined,
      ),
    );
    return working;
  }

  #take(doing: Promise<void>): Promise<void> {
    const current = doing.finally(() => {
      // Something has lined up behind it.
      if (this.#current !== current) return;
      this.#current = null;
      this.idle();
    });
    this.#current = current;
    return current;
  }
}
