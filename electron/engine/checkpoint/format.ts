import { createHash } from 'node:crypto';
import { z } from 'zod';
import { checksumSchema } from '../../../shared/download.ts';
import type { Run } from './journal.ts';

export const CHECKPOINT_FORMAT = 'sluice-checkpoint';
export const CHECKPOINT_VERSION = 1;

const offset = z.number().int().nonnegative();

const run = z.tuple([offset, offset, z.number().int().min(0).max(0xffffffff)]);

const bodySchema = z
  .object({
    /** Size of the whole file in bytes; `null` while unknown. */
    sizeBytes: offset.nullable(),
    etag: z.string().nullable(),
    lastModified: z.string().nullable(),
    /** The validator that may go into If-Range, or `null` when the server gave no strong one. */
    validator: z.object({ kind: z.enum(['etag', 'last-modified']), value: z.string() }).nullable(),
    /** SHA-256 of the link without query and credentials: tells a re-run from another file of the same name. */
    sourceKey: z.string(),
    /** SHA-256 of the whole link without credentials: the same link again may take the part file over at once. */
    linkKey: z.string(),
    mediaType: z.string().nullable(),
    /** Of the whole file, as the server announced it. */
    digest: checksumSchema.nullable().default(null),
    blockSize: z.number().int().positive(),
    /** `[start, end (exclusive), crc32]` of what is written, no run across a block. */
    runs: z.array(run),
    /** Bytes that another segment must still prove equal, in the same form: see the overlap guard. */
    overlaps: z.array(run),
    /** Written on purpose at a stop, not in passing: the blocks need no check at the next start. */
    clean: z.boolean(),
  })
  .strict();

type Body = z.infer<typeof bodySchema>;

export interface Checkpoint extends Omit<Body, 'runs' | 'overlaps'> {
  readonly runs: readonly Run[];
  readonly overlaps: readonly Run[];
}

const digest = (body: string): string => createHash('sha256').update(body).digest('hex');

const asTuple = (given: Run): [number, number, number] => [given.start, given.end, given.crc];
const asRun = ([start, end, crc]: [number, number, number]): Run => ({ start, end, crc });

/** One JSON object: format, version, SHA-256 of `body`, body. No secrets, no paths. */
export function encodeCheckpoint(checkpoint: Checkpoint): string {
  const body: Body = {
    ...checkpoint,
    runs: checkpoint.runs.map(asTuple),
    overlaps: checkpoint.overlaps.map(asTuple),
  };
  const text = JSON.stringify(body);
  const head = JSON.stringify({ format: CHECKPOINT_FORMAT, version: CHECKPOINT_VERSION, sha256: digest(text) });
  return `${head.slice(0, -1)},"body":${text}}\n`;
}

/** The checkpoint, or `null` when it is torn, edited, of another version or not one at all. Never throws. */
export function decodeCheckpoint(text: string): Checkpoint | null {
  const bodyStart = text.indexOf(',"body":');
  if (bodyStart < 0 || !text.endsWith('}\n')) return null;
  const bodyText = text.trimEnd().slice(bodyStart + ',"body":'.length, -1);
  try {
    const head: unknown = JSON.parse(`${text.slice(0, bodyStart)}}`);
    const expected = { format: CHECKPOINT_FORMAT, version: CHECKPOINT_VERSION, sha256: digest(bodyText) };
    if (JSON.stringify(head) !== JSON.stringify(expected)) return null;
    const body = bodySchema.parse(JSON.parse(bodyText));
    const runs = body.runs.map(asRun);
    const beyond = runs.some((run) => body.sizeBytes !== null && run.end > body.sizeBytes);
    return beyond ? null : { ...body, runs, overlaps: body.overlaps.map(asRun) };
  } catch {
    return null;
  }
}
