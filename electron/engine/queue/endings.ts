/** What is being stopped must have ended before the program does. */
export class Endings {
  readonly #under = new Set<Promise<void>>();

  /** Settles as the promise does. */
  async track(ending: Promise<void>): Promise<void> {
    this.#under.add(ending);
    try {
      await ending;
    } finally {
      this.#under.delete(ending);
    }
  }

  async all(): Promise<void> {
    await Promise.all(this.#under);
  }
}
