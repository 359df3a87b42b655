/** What is being stopped must have ended before the program does. */
export class Endings {
  readonly #pending = new Set<Promise<unknown>>();

  /** Settles as `ending` does. */
  async track<Result>(ending: Promise<Result>): Promise<Result> {
    this.#pending.add(ending);
    try {
      return await ending;
    } finally {
      this.#pending.delete(ending);
    }
  }

  /** Resolves when all has ended; rejects as the first that failed. */
  async all(): Promise<void> {
    await Promise.all(this.#pending);
  }
}
