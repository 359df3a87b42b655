import type { NoticeCode } from '../../../shared/download.ts';
import type { Status } from '../../../shared/status.ts';
import type { Transport } from '../http/transport.ts';
import type { MemoryBudget } from '../write/memory-budget.ts';
import type { TaskOptions } from './options.ts';
import type { TaskPorts } from './ports.ts';
import type { Reservations } from './target.ts';

/** What a session tells its task. */
export interface SessionHooks {
  status(status: Status): void;
  notice(code: NoticeCode, detail: string): void;
  /** Bytes moved or segments changed. */
  progress(): void;
  /** Name, size, host or the like became known. */
  facts(): void;
  /** `null`: nothing is waited for. ms since 1970. */
  retryAt(at: number | null): void;
}

export interface SessionContext {
  readonly options: TaskOptions;
  readonly ports: TaskPorts;
  /** Keeps to the limits already. */
  readonly transport: Transport;
  readonly budget: MemoryBudget;
  readonly reservations: Reservations;
  readonly hooks: SessionHooks;
  /** The name reserved by an earlier run, or `null`. */
  readonly ownName: string | null;
}

/** The run was stopped from outside; not a failure. */
export class Stopped extends Error {}
