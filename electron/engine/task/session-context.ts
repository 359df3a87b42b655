import type { NoticeCode, Segmentable } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import type { Status } from '../../../shared/status.ts';
import type { TimelineCode, TimelineParams } from '../../../shared/timeline.ts';
import type { Transport } from '../http/transport.ts';
import type { MemoryBudget } from '../write/memory-budget.ts';
import type { Network } from './network.ts';
import type { TaskOptions } from './options.ts';
import type { TaskPorts } from './ports.ts';
import type { Reservations } from './target.ts';

/** What a session tells its task. */
export interface SessionHooks {
  status(status: Status): void;
  /** @param params what the timeline keeps of it; `detail` is not stored there */
  notice(code: NoticeCode, detail: string, params?: TimelineParams): void;
  /** Something for the timeline. */
  note(code: TimelineCode, params?: TimelineParams): void;
  /** Bytes moved or segments changed. */
  progress(): void;
  /** Name, size, host or the like became known. */
  facts(): void;
  /** `null`: nothing is waited for. ms since 1970. */
  retryAt(at: number | null): void;
  /** Nothing is tried before it is back. */
  waitingFor(what: 'network' | null): void;
}

export interface SessionContext {
  readonly options: TaskOptions;
  readonly ports: TaskPorts;
  /** Keeps to the limits already. */
  readonly transport: Transport;
  readonly budget: MemoryBudget;
  readonly reservations: Reservations;
  readonly network: Network;
  readonly hooks: SessionHooks;
  /** The name reserved by an earlier run, or `null`. */
  readonly ownName: string | null;
}

/** @param bytes on disk from an earlier run */
export function tellStart(hooks: SessionHooks, bytes: number): void {
  if (bytes > 0) hooks.note('resumed', { bytes });
  else hooks.note('started');
}

/** What the server turned out to be, for the timeline. */
export function tellSource(hooks: SessionHooks, segmentable: Segmentable, host: string): void {
  if (segmentable === true) hooks.note('ranges', { host });
  else if (segmentable) hooks.note('single-stream', { host, reason: segmentable });
}

/** Another version of the file is taken once; one that changes again cannot be had at present. */
const MAX_CHANGES = 1;

/** @throws {SluiceError} `source-changed` when the file has changed once too often. */
export type SourceNotice = (code: 'ranges-ignored' | 'ranges-broken' | 'source-changed', detail?: string) => void;

/** Tells what a source turned out to do, and counts how often it has changed in this run. */
export function sourceNotice(hooks: SessionHooks): SourceNotice {
  let changes = 0;
  return (code, detail = '') => {
    if (code === 'source-changed') {
      changes += 1;
      if (changes > MAX_CHANGES) throw new SluiceError('source-changed', detail);
    }
    hooks.notice(code, detail);
  };
}

/** The run was stopped from outside; not a failure. */
export class Stopped extends Error {}
