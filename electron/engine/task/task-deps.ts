import type { RateLimiter } from '../rate/limiter.ts';
import type { EngineEvent } from '../types.ts';
import type { MemoryBudget } from '../write/memory-budget.ts';
import type { Network } from './network.ts';
import type { TaskPorts } from './ports.ts';
import type { Reservations } from './target.ts';
import type { Terms } from './terms.ts';

/** What all tasks of an engine share. */
export interface TaskDeps {
  readonly ports: TaskPorts;
  readonly reservations: Reservations;
  readonly budget: MemoryBudget;
  /** The limit over all downloads. */
  readonly limit: RateLimiter;
  readonly network: Network;
  readonly terms: Terms;
  readonly emit: (event: EngineEvent) => void;
}
