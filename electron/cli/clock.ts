/** Time as an argument; tests give another one. */
export interface Clock {
  /** Monotonic ms. */
  now(): number;
  /** @returns the function that cancels it */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
