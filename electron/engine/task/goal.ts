import { originOf } from '../../../shared/links/schemes.ts';
import type { AttemptGoal } from '../transfer/attempt.ts';
import type { Identity } from './known.ts';
import type { SessionContext } from './session-context.ts';

export interface Wanted {
  /** Default: the link itself. */
  readonly url?: URL;
  /** First byte, `null` for a request without a Range. */
  readonly start: number | null;
  /** Exclusive; `null` for everything from `start`. */
  readonly end: number | null;
  /** What the reply is held against. */
  readonly identity: Identity;
}

/** One request by the user's options. */
export const goalOf = (
  { options, ports: { clock } }: Pick<SessionContext, 'options' | 'ports'>,
  { url = options.url, start, end, identity }: Wanted,
): AttemptGoal => ({
  url,
  headers: options.headers,
  follow: {
    credentialOrigin: originOf(options.url),
    signIn: options.signIn,
    cookies: options.cookies,
    allowDowngrade: options.allowDowngrade,
  },
  end,
  expected: { start, ...identity },
  headTimeoutMs: options.idleTimeoutMs,
  now: () => clock.now(),
  wallNow: () => clock.wallNow(),
});
