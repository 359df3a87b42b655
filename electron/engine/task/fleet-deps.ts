import type { Connections, NoticeCode } from '../../../shared/download.ts';
import type { FailureCode, SluiceError } from '../../../shared/failures.ts';
import type { TimelineCode, TimelineParams } from '../../../shared/timeline.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import type { Transport } from '../http/transport.ts';
import type { RampState } from '../plan/ramp.ts';
import type { RetryPolicy } from '../retry/policy.ts';
import type { Segment } from '../plan/segment-plan.ts';
import type { AttemptGoal } from '../transfer/attempt.ts';
import type { MemoryBudget } from '../write/memory-budget.ts';
import type { PositionedFile, SegmentWriter } from '../write/segment-writer.ts';
import type { OverlapGuard } from './overlap-guard.ts';
import type { TaskPorts } from './ports.ts';

/** One place the file can be had from. */
export interface Source {
  /** Names it among the sources of its download. */
  readonly id: string;
  /** As in a URL, with its port: what a host's ceiling is remembered by. */
  readonly host: string;
  /** The request for [start, end). */
  goal(start: number, end: number): AttemptGoal;
  /** How many bytes before the segment's position to ask for as proof that the version is the same. */
  overlapBytes(segment: Segment): number;
  /**
   * An attempt has failed, after it `brought` new bytes or before. True: it has taken note and the segment goes on
   * elsewhere. False: the fleet decides what follows.
   */
  settles(error: SluiceError, brought: boolean, retryAfterMs: number | null): boolean;
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
  /** Where the next attempt goes; asked at each. `busy`: the connections at work. */
  pickSource(busy: Iterable<{ readonly source: Source }>): Source;
  /** Of further connections beside so many, those that sources under trial are about to want. */
  reserved(connections: number): number;
  /** Bytes [start, end) of the file came from `source`, for the first time. */
  received(source: Source, start: number, end: number): void;
  /** Bytes received in all by this download. */
  receivedBytes(): number;
  written(offset: number, buffers: readonly Uint8Array[], bytes: number): void;
  /** @param params what the timeline keeps of it */
  notice(code: NoticeCode, detail: string, params?: TimelineParams): void;
  /** Told on every tick. */
  ramp(state: RampState): void;
  note(code: TimelineCode, params?: TimelineParams): void;
  /** A failure says nothing of the server: this machine has no network. */
  cutOff(code: FailureCode): boolean;
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
  /** The network is gone, or another one: go on with new connections; nothing counts as an attempt. */
  | { readonly kind: 'interrupted' }
  /** Mirrors brought wrong bytes: everything they brought, `lost`, is fetched again. */
  | { readonly kind: 'again'; readonly lost: readonly ByteRange[] }
  /** Stopped from outside. */
  | { readonly kind: 'stopped' }
  /** The disk, or a defect. */
  | { readonly kind: 'failed'; readonly error: SluiceError };
