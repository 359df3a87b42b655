import { DigestGuard, type DigestRules } from '../digest-guard.ts';
import type { Reply } from '../reply.ts';
import { newReply, pageReply, EMPTY_BODY } from '../reply.ts';
import type { ReplyHandlers } from './context.ts';

type Statuses =
  | '503-retry-after'
  | '5xx-once'
  | '403-midway'
  | '404-then-mirror'
  | 'captive-portal'
  | 'digest-sign-in'
  | 'server-allows-N-connections';
type Redirects =
  'redirect-loop' | 'redirect-cross-host-auth' | 'redirect-downgrade' | 'redirect-new-target' | 'two-locations';

const SIGN_IN_PAGE = '<!doctype html><title>Welcome</title><form action="/login">Sign in to use this network</form>\n';

/** Each scenario remembers the nonces that it has given. */
const guards = new WeakMap<DigestRules, DigestGuard>();

/** Other answers than the file. */
export const statuses: ReplyHandlers<Statuses> = {
  '503-retry-after': (_reply, { status = 503, retryAfter = 1 }) => refusal(status, retryAfter),
  '5xx-once': (_reply, { status = 500 }) => pageReply(status),
  '403-midway': (_reply, { status = 403, afterBytes = 0 }, { pathBytes }) =>
    pathBytes >= afterBytes ? pageReply(status) : null,
  '404-then-mirror': () => pageReply(404),
  'captive-portal': (_reply, { html = SIGN_IN_PAGE }) => pageReply(200, [], html),
  'digest-sign-in': (_reply, scenario, { request }) => {
    const guard = guards.get(scenario) ?? new DigestGuard(scenario);
    guards.set(scenario, guard);
    const asked = guard.check(request.headers['authorization'], request.method, request.target);
    return (
      asked &&
      pageReply(
        401,
        asked.map((challenge) => ['WWW-Authenticate', challenge]),
      )
    );
  },
  'server-allows-N-connections': (reply, scenario, { openReplies }) => {
    const { limit, status = 503, form = 'status', retryAfter = null } = scenario;
    if (openReplies <= limit) return null;
    if (form === 'reset') return { ...reply, sendHead: false, ending: 'reset', stopAt: 0 };
    return refusal(status, retryAfter);
  },
};

/** Redirects that mislead. */
export const redirects: ReplyHandlers<Redirects> = {
  'redirect-loop': (_reply, { length = 2, endless = false }, { request }) => {
    const hop = Number(/[?&]hop=(\d+)/.exec(request.target)?.[1] ?? 0) + 1;
    return redirect([`${request.path}?hop=${endless ? hop : hop % length}`]);
  },
  'redirect-cross-host-auth': (_reply, scenario, { used }) => inTurn(scenario, used),
  'redirect-downgrade': (_reply, scenario, { used }) => inTurn(scenario, used),
  'redirect-new-target': (_reply, scenario, { used }) => inTurn(scenario, used),
  'two-locations': (_reply, { locations }) => redirect(locations),
};

function refusal(status: number, retryAfter: number | string | null): Reply {
  return pageReply(status, retryAfter === null ? [] : [['Retry-After', String(retryAfter)]]);
}

function inTurn(to: { to: string | readonly string[]; status?: number }, turn: number): Reply | null {
  const targets = typeof to.to === 'string' ? [to.to] : to.to;
  const target = targets[turn % targets.length];
  return target === undefined ? null : redirect([target], to.status);
}

function redirect(locations: readonly string[], status = 302): Reply {
  const headers = locations.map((location) => ['Location', location] as const);
  return newReply(status, [...headers, ['Content-Length', '0']], EMPTY_BODY);
}
