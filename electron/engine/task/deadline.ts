import type { Attempt } from '../transfer/attempt.ts';
import type { Clock } from './ports.ts';

/**
 * Calls `expired` after `ms`, or as much later as a rate limit of our own holds the bytes of `attempt` back. Returns the
 * function that calls it off.
 */
export function deadline(
  attempt: Pick<Attempt, 'held'>,
  ms: number,
  clock: Pick<Clock, 'after'>,
  expired: () => void,
): () => void {
  let cancel: () => void;
  const arm = (): void => {
    cancel = clock.after(ms, () => {
      if (attempt.held) arm();
      else expired();
    });
  };
  arm();
  return () => {
    cancel();
  };
}
