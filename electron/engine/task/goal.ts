import type { AttemptGoal } from '../transfer/attempt.ts';
import type { Identity } from './known.ts';
import type { TaskOptions } from './options.ts';
import type { Clock } from './ports.ts';

interface Wanted {
  readonly url: URL;
  /** First byte, `null` for a request without a Range. */
  readonly start: number | null;
  /** Exclusive; `null` for everything from `start`. */
  readonly end: number | null;
  /** What the reply is held against. */
  readonly identity: Identity;
}

/** One request by the user's options. */
export const goalOf = (options: TaskOptions, clock: Clock, { url, start, end, identity }: Wanted): AttemptGoal => ({
  url,
  headers: options.headers,
  follow: { credentialOrigin: options.url.origin, allowDowngrade: options.allowDowngrade },
  end,
  expected: { start, ...identity },
  headTimeoutMs: options.idleTimeoutMs,
  now: () => clock.now(),
  wallNow: () => clock.wallNow(),
});
