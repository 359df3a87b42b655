import type { Connections, NoticeCode } from '../../../shared/download.ts';
import type { SluiceError } from '../../../shared/failures.ts';
import type { Transport } from '../http/transport.ts';
import type { RetryPolicy } from '../retry/policy.ts';
import type { AttemptGoal } from '../transfer/attempt.ts';
import type { MemoryBudget } from '../write/memory-budget.ts';
import type { PositionedFile, SegmentWriter } from '../write/segment-writer.ts';
import type { OverlapGuard } from './overlap-guard.ts';
import type { TaskPorts } from './ports.ts';

/** One place the file can be had from. */
export interface Source {
  /** As in a URL, with its port: what a host's ceiling is remembered by. */
  readonly host: string;
  /** The request for [start, end). */
  goal(start: number, end: number): AttemptGoal;
}

/** What a fleet is told of its download and may ask of it. */
export interface FleetDeps {
  readonly ports: TaskPorts;
  readonly transport: Transport;
  readonly retry: RetryPolicy;
  readonly file: PositionedFile;
  readonly guard: OverlapGuard;
  readonly budget: MemoryBudget;
  readonly connections: Connections;
  /** More than one connection may be used, and a broken one continued. */
  readonly segmentable: boolean;
  readonly sizeBytes: number | null;
  /** The server gave no validator at all: a 200 cannot be told from another version of the file. */
  readonly unvalidated: boolean;
  readonly idleTimeoutMs: number;
  readonly writeBufferBytes: number;
  /** Writers that still hold bytes. */
  readonly writers: Set<SegmentWriter>;
  /** Where the next attempt goes; asked at each. `busy`: the sources of the connections at work, one entry each. */
  pickSource(busy: readonly Source[]): Source;
  /** How many bytes before `position` to ask for as proof that the version is the same. */
  overlapBytes(position: number): number;
  received(bytes: number): void;
  /** Bytes received in all by this download. */
  receivedBytes(): number;
  written(offset: number, buffers: readonly Uint8Array[], bytes: number): void;
  notice(code: NoticeCode, detail: string): void;
  /** How long to wait after `bytes` more have come, in ms. */
  limitWaitMs(bytes: number): number;
}

export type FleetOutcome =
  /** Every byte has been received; the writers may still be busy. */
  | { readonly kind: 'complete' }
  /**
   * Begin again from the first byte. `changed`: another version; `single`: ranges cannot be used; `mixed`: replies of
   * different versions came, and only one stream can be trusted.
   */
  | { readonly kind: 'restart'; readonly reason: 'changed' | 'single' | 'mixed'; readonly detail: string }
  /** A connection failed in a way that the fleet cannot settle. */
  | {
      readonly kind: 'lost';
      readonly error: SluiceError;
      readonly retryAfterMs: number | null;
      readonly brought: boolean;
    }
  /** Stopped from outside. */
  | { readonly kind: 'stopped' }
  /** The disk, or a defect. */
  | { readonly kind: 'failed'; readonly error: SluiceError };
