import type { Entity } from '../entity.ts';
import type { Reply } from '../reply.ts';
import type { RecordedRequest } from '../request-log.ts';
import type { ScenarioId, ScenarioOf } from '../scenario.ts';

/** What a scenario may look at. */
export interface Context {
  readonly request: RecordedRequest;
  readonly entity: Entity;
  /** Replies the scenario has acted on before this one. */
  readonly used: number;
  /** Replies of this path that are being sent, this one included. */
  readonly openReplies: number;
  /** Body bytes the path has sent before this reply, over all its replies. */
  readonly pathBytes: number;
  readonly servedAt: Date;
}

/** `null`: it has nothing to act on in this reply, which then does not count as a use. */
export type ReplyHandler<Id extends ScenarioId> = (
  reply: Reply,
  scenario: ScenarioOf<Id>,
  context: Context,
) => Reply | null;

export type EntityHandler<Id extends ScenarioId> = (
  entity: Entity,
  scenario: ScenarioOf<Id>,
  context: Context,
) => Entity;

export type ReplyHandlers<Id extends ScenarioId> = { readonly [Each in Id]: ReplyHandler<Each> };
export type EntityHandlers<Id extends ScenarioId> = { readonly [Each in Id]: EntityHandler<Each> };
