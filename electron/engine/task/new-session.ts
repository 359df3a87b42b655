import { latest } from '../http/transport.ts';
import { limitTransport } from '../rate/limited-transport.ts';
import type { RateLimiter } from '../rate/limiter.ts';
import type { DownloadRecord } from '../types.ts';
import type { TaskOptions } from './options.ts';
import { Session } from './session.ts';
import type { SessionHooks } from './session-context.ts';
import type { TaskDeps } from './task-deps.ts';

/** A run of a download, not begun yet, on connections that keep its own limit, those of its host's rules and the engine's. */
export function newSession(
  { ports, reservations, budget, limit, network, terms }: TaskDeps,
  options: TaskOptions,
  { named, fileName }: DownloadRecord,
  hooks: SessionHooks,
  ownLimit: RateLimiter,
): Session {
  const transport = limitTransport(
    latest(() => ports.transport(options.transport)),
    [ownLimit, ...terms.limiters(options.url), limit],
  );
  const ownName = named ? fileName : null;
  return new Session({ options, ports, reservations, budget, network, transport, ownName, hooks });
}
