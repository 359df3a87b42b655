/** Longer than between two beats the process was kept waiting by the machine. */
const BEAT_MS = 5;

/**
 * Counts the time in which this process could run, from now on: what other processes take from it on a busy machine does
 * not count.
 * @returns what stops it and tells the ms
 */
export function stopwatch(): () => number {
  let last = performance.now();
  let sum = 0;
  const beat = (): void => {
    const now = performance.now();
    sum += Math.min(now - last, BEAT_MS);
    last = now;
  };
  const timer = setInterval(beat, 1);
  return () => {
    clearInterval(timer);
    beat();
    return sum;
  };
}
