import type { Entity } from '../entity.ts';
import type { Reply } from '../reply.ts';
import type { Scenario, ScenarioId } from '../scenario.ts';
import { breaks } from './breaks.ts';
import { codings } from './codings.ts';
import type { Context } from './context.ts';
import { entities, entityReplies } from './entities.ts';
import { ranges } from './ranges.ts';
import { redirects, statuses } from './statuses.ts';

export type { Context } from './context.ts';

const replyHandlers = { ...breaks, ...ranges, ...statuses, ...redirects, ...codings, ...entityReplies };

// A scenario without a handler is a compile error here.
type Handled = keyof typeof replyHandlers | keyof typeof entities;
const complete: Exclude<ScenarioId, Handled> extends never ? true : never = true;
void complete;

const ONCE: ReadonlySet<ScenarioId> = new Set<ScenarioId>(['503-retry-after', '5xx-once', 'etag-changed']);

/** The scenario with the number of times that goes without saying. */
export const withDefaults = (scenario: Scenario): Scenario =>
  ONCE.has(scenario.id) && scenario.times === undefined ? { ...scenario, times: 1 } : scenario;

/** The file as the scenario makes it, or `null` when it acts on replies only. */
export function actOnEntity(entity: Entity, scenario: Scenario, context: Context): Entity | null {
  const handler = (entities as Partial<Record<ScenarioId, AnyHandler<Entity>>>)[scenario.id];
  return handler ? handler(entity, scenario, context) : null;
}

/** The reply as the scenario makes it, or `null` when there is nothing in it to act on. */
export function actOnReply(reply: Reply, scenario: Scenario, context: Context): Reply | null {
  const handler = (replyHandlers as Partial<Record<ScenarioId, AnyHandler<Reply | null>>>)[scenario.id];
  return handler ? handler(reply, scenario, context) : null;
}

// The tables pair each id with its own parameters; indexing by a union loses that pairing.
type AnyHandler<Result> = (subject: Entity | Reply, scenario: Scenario, context: Context) => Result;
