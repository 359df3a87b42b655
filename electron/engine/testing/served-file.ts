import type { Entity, FileSpec } from './entity.ts';
import { entityOf } from './entity.ts';
import type { Gate } from './gate.ts';
import { honestReply } from './honest.ts';
import type { Reply } from './reply.ts';
import type { RecordedRequest, RequestLog } from './request-log.ts';
import type { Scenario } from './scenario.ts';
import { isAimedAt } from './scenario.ts';
import type { Context } from './scenarios/index.ts';
import { actOnEntity, actOnReply, withDefaults } from './scenarios/index.ts';

/** One path: what it holds now, and how it misbehaves. */
export class ServedFile {
  readonly gates: Gate[] = [];
  #spec: FileSpec;
  #scenarios: readonly Scenario[];
  #entity: Entity;
  readonly #used = new Map<Scenario, number>();
  readonly #servedAt = new Date();

  constructor(spec: FileSpec) {
    this.#spec = spec;
    this.#scenarios = (spec.scenarios ?? []).map(withDefaults);
    this.#entity = entityOf(spec);
  }

  get latencyMs(): number {
    return this.#spec.latencyMs ?? 0;
  }

  /** `scenarios` are replaced when given; their counters begin again. */
  change(changes: Partial<FileSpec>): void {
    this.#spec = { ...this.#spec, ...changes };
    this.#entity = entityOf(this.#spec);
    if (changes.scenarios) this.#scenarios = changes.scenarios.map(withDefaults);
  }

  bytesPerSecond(request: RecordedRequest): number | null {
    const rate = this.#spec.bytesPerSecond ?? null;
    return typeof rate === 'function' ? rate(request) : rate;
  }

  reply(request: RecordedRequest, log: RequestLog): Reply {
    const acting = this.#scenarios.filter((scenario) => isAimedAt(scenario, request, this.#used.get(scenario) ?? 0));
    const acted = new Set<Scenario>();
    let entity = this.#entity;
    const contextOf = (scenario: Scenario): Context => ({
      request,
      entity,
      used: this.#used.get(scenario) ?? 0,
      openReplies: log.open(request.path),
      pathBytes: log.sent(request.path),
      servedAt: this.#servedAt,
    });
    for (const scenario of acting) {
      const changed = actOnEntity(entity, scenario, contextOf(scenario));
      if (!changed) continue;
      acted.add(scenario);
      entity = changed;
      if (scenario.id === 'etag-changed') this.#entity = changed;
    }
    let reply = honestReply(entity, request);
    for (const scenario of acting) {
      const changed = actOnReply(reply, scenario, contextOf(scenario));
      if (!changed) continue;
      acted.add(scenario);
      reply = changed;
    }
    for (const scenario of acted) this.#used.set(scenario, (this.#used.get(scenario) ?? 0) + 1);
    return reply;
  }
}
