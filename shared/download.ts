import { z } from 'zod';
import { FAILURE_CODES } from './failures.ts';
import { prioritySchema } from './queue.ts';
import { STATUSES } from './status.ts';

/** Bytes: whole and exact, so never beyond 2^53 - 1. */
const bytes = z.number().int().nonnegative();
/** Milliseconds since 1970 by the wall clock. */
const epochMs = z.number().int().nonnegative();

export const CHECKSUM_ALGORITHMS = ['md5', 'sha-1', 'sha-256', 'sha-512', 'crc32'] as const;
export const checksumAlgorithmSchema = z.enum(CHECKSUM_ALGORITHMS);
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** Digest length in hexadecimal digits. */
export const CHECKSUM_HEX_LENGTH: Readonly<Record<ChecksumAlgorithm, number>> = {
  md5: 32,
  'sha-1': 40,
  'sha-256': 64,
  'sha-512': 128,
  crc32: 8,
};

export const checksumSchema = z
  .object({ algorithm: checksumAlgorithmSchema, hex: z.string().regex(/^[0-9a-f]+$/) })
  .refine((checksum) => checksum.hex.length === CHECKSUM_HEX_LENGTH[checksum.algorithm], {
    message: 'The checksum has the wrong length for its algorithm.',
  });
export type Checksum = z.infer<typeof checksumSchema>;

export const MAX_CONNECTIONS = 64;
/** `auto` adds connections while each step raises the total throughput. */
export const connectionsSchema = z.union([z.literal('auto'), z.number().int().min(1).max(MAX_CONNECTIONS)]);
export type Connections = z.infer<typeof connectionsSchema>;

export const CONFLICT_POLICIES = ['number', 'overwrite', 'skip', 'fail'] as const;
/** What to do when the file name is taken. `number` makes `name (1).ext`. */
export const conflictPolicySchema = z.enum(CONFLICT_POLICIES);
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>;

/** Why a file is fetched over one connection only. */
export const SINGLE_STREAM_REASONS = ['no-length', 'no-ranges', 'encoded', 'too-small', 'server-capped'] as const;
export type SingleStreamReason = (typeof SINGLE_STREAM_REASONS)[number];

/** `true`, the reason why not, or `null` while it is not known. */
export const segmentableSchema = z.union([z.literal(true), z.enum(SINGLE_STREAM_REASONS)]).nullable();
export type Segmentable = z.infer<typeof segmentableSchema>;

/**
 * `idle`: nobody works on it yet. `connecting`: asked, no byte yet. `active`: bytes arrive. `stalled`: none for a
 * few seconds. `waiting`: will be tried again after a back-off. `done`: every byte written.
 */
export const SEGMENT_STATES = ['idle', 'connecting', 'active', 'stalled', 'waiting', 'done'] as const;
export type SegmentState = (typeof SEGMENT_STATES)[number];

export const segmentSnapshotSchema = z.object({
  /** Stable while the download runs. */
  id: z.number().int().nonnegative(),
  start: bytes,
  /** Exclusive. */
  end: bytes,
  /** Next byte to write: [start, position) is in the part file. */
  position: bytes,
  state: z.enum(SEGMENT_STATES),
  bytesPerSecond: z.number().nonnegative(),
  /** Attempts made at this segment so far. */
  attempts: z.number().int().nonnegative(),
  /** Host and port its connection has reached, after redirects; `null` while there is none. */
  host: z.string().nullable(),
  /**
   * Which of several sources brings it, or brought most of it, counted from 1: the link itself, then its mirrors in their
   * order. `null` with one source, and while it is not known.
   */
  source: z.number().int().positive().nullable(),
  /** `1.1`, `2`; `null` while it is not known. */
  httpVersion: z.string().nullable(),
  /** While `waiting` for a back-off: when it is tried again. */
  retryAt: epochMs.nullable(),
});
export type SegmentSnapshot = z.infer<typeof segmentSnapshotSchema>;

/** Things worth telling while or after a download runs; the last one is shown in its row. */
export const NOTICE_CODES = [
  'ranges-ignored',
  'ranges-broken',
  'connections-refused',
  'source-changed',
  'checkpoint-damaged',
  'renamed',
  'server-wait',
  'single-stream-retry',
  'source-dropped',
  'pieces-damaged',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** The server, the way to it, the disk, or a limit the user has set. */
export const BOTTLENECKS = ['server', 'link', 'disk', 'limit'] as const;
export type Bottleneck = (typeof BOTTLENECKS)[number];

/** One download as the window, the CLI and the library see it. */
export const downloadSnapshotSchema = z.object({
  id: z.string().min(1),
  /** As the user gave it, without user name and password. */
  url: z.string(),
  /** Host of the address the bytes come from (after redirects), or of `url` before that is known. */
  host: z.string(),
  /** Absolute path of the folder. */
  directory: z.string(),
  /** The final name, or the best guess before the server has answered. */
  fileName: z.string(),
  mediaType: z.string().nullable(),
  status: z.enum(STATUSES),
  /** `null` while unknown. */
  sizeBytes: bytes.nullable(),
  /** Bytes in the part file. */
  receivedBytes: bytes,
  /** Smoothed over seconds; 0 unless downloading. */
  bytesPerSecond: z.number().nonnegative(),
  /** Whole seconds left, `null` while it cannot be told. */
  etaSeconds: z.number().int().nonnegative().nullable(),
  /** Connections that carry bytes or are being opened now. */
  activeConnections: z.number().int().nonnegative(),
  connections: connectionsSchema,
  priority: prioritySchema,
  queueId: z.string().min(1),
  /** The category that somebody has chosen for it; `null`, and one that is not there any more: the rules say. */
  categoryId: z.string().min(1).nullable(),
  /** This download's own limit; `null`: none. */
  limitBytesPerSecond: bytes.nullable(),
  segmentable: segmentableSchema,
  /** In file order, disjoint; covers the file once the size is known. Empty when finished. */
  segments: z.array(segmentSnapshotSchema),
  checksum: checksumSchema.nullable(),
  /** By whom: the user, or the server in its reply. Absent without a checksum. */
  checksumOrigin: z.enum(['given', 'announced']).optional(),
  /** Bytes hashed so far while verifying. */
  verifiedBytes: bytes,
  notice: z.enum(NOTICE_CODES).nullable(),
  /** Nothing is tried before this is back. */
  waitingFor: z.enum(['network']).nullable(),
  /** What holds it up, from measured waits; `null` while it does not run or it is not known. */
  bottleneck: z.enum(BOTTLENECKS).nullable(),
  /** When the next attempt is made while nothing can be fetched. */
  retryAt: epochMs.nullable(),
  failure: z.object({ code: z.enum(FAILURE_CODES), detail: z.string() }).nullable(),
  createdAt: epochMs,
  finishedAt: epochMs.nullable(),
});
export type DownloadSnapshot = z.infer<typeof downloadSnapshotSchema>;
