import { z } from 'zod';
import {
  NOTICE_CODES,
  checksumSchema,
  conflictPolicySchema,
  connectionsSchema,
  type Checksum,
} from '../../shared/download.ts';
import { FAILURE_CODES } from '../../shared/failures.ts';
import { pieceHashesSchema } from '../../shared/pieces.ts';
import { DEFAULT_QUEUE_ID, prioritySchema } from '../../shared/queue.ts';
import { STATUSES } from '../../shared/status.ts';
import { timelineEntrySchema, type TimelineEntry } from '../../shared/timeline.ts';
import type { DownloadRecord, DownloadRequest } from '../engine/index.ts';
import type { Row, SqlValue } from './database.ts';
import { joinSecrets, splitSecrets, type RequestSecrets, type SecretBox } from './secrets.ts';

/** What of a request is kept as JSON beside the columns. A field added to the request must be added here. */
type RequestOptions = Omit<DownloadRequest, 'url' | 'directory' | 'credentials' | 'cookies' | 'clientCertificate'>;
type Fields<Shape> = { [Key in keyof Required<Shape>]: z.ZodType<Shape[Key]> };

const headersSchema = z.record(z.string(), z.string());
const OPTION_FIELDS: Fields<RequestOptions> = {
  fileName: z.string(),
  connections: connectionsSchema,
  conflictPolicy: conflictPolicySchema,
  checksum: checksumSchema,
  mirrors: z.array(z.string()),
  sizeBytes: z.number(),
  pieces: pieceHashesSchema,
  headers: headersSchema,
  proxy: z.string(),
  certificateAuthorities: z.string(),
  systemAuthorities: z.boolean(),
  dnsOverHttps: z.string(),
  insecure: z.boolean(),
  addressFamily: z.union([z.literal(4), z.literal(6)]),
  localInterface: z.string(),
  allowDowngrade: z.boolean(),
  maxRetries: z.number(),
  idleTimeoutMs: z.number(),
  writeBufferBytes: z.number(),
  limitBytesPerSecond: z.number(),
  resume: z.boolean(),
};

const SECRET_FIELDS: Fields<RequestSecrets> = {
  url: z.string(),
  cookies: z.array(
    z.object({
      domain: z.string(),
      includeSubdomains: z.boolean(),
      path: z.string(),
      secure: z.boolean(),
      expires: z.number(),
      name: z.string(),
      value: z.string(),
    }),
  ),
  credentials: z.object({ user: z.string(), password: z.string() }),
  headers: headersSchema,
  proxy: z.string(),
  clientCertificate: z.object({
    certificate: z.string().optional(),
    key: z.string().optional(),
    pkcs12: z.string().optional(),
    passphrase: z.string().optional(),
  }),
};

const bytes = z.number().int().nonnegative();
const rowSchema = z.object({
  id: z.string().min(1),
  position: z.number().int(),
  // What a newer program may have written and this one cannot say is left out, not the whole download.
  priority: prioritySchema.catch('normal'),
  queue_id: z.string().min(1).catch(DEFAULT_QUEUE_ID),
  category_id: z.string().min(1).nullable().catch(null),
  status: z.enum(STATUSES),
  url: z.string(),
  directory: z.string(),
  file_name: z.string(),
  named: z.number(),
  host: z.string(),
  media_type: z.string().nullable(),
  size_bytes: bytes.nullable(),
  received_bytes: bytes,
  announced: z.string().nullable(),
  notice: z.enum(NOTICE_CODES).nullable().catch(null),
  failure_code: z.enum(FAILURE_CODES).nullable().catch('internal'),
  failure_detail: z.string().nullable(),
  created_at: z.number().int().nonnegative(),
  finished_at: z.number().int().nonnegative().nullable(),
  options: z.string(),
  timeline: z.string(),
  discarding: z.number(),
  secrets: z.union([z.instanceof(ArrayBuffer), z.instanceof(Uint8Array)]).nullable(),
});

/** In the order of the statement's parameters. */
export const COLUMNS = [
  'id',
  'position',
  'priority',
  'queue_id',
  'category_id',
  'status',
  'url',
  'directory',
  'file_name',
  'named',
  'host',
  'media_type',
  'size_bytes',
  'received_bytes',
  'announced',
  'notice',
  'failure_code',
  'failure_detail',
  'created_at',
  'finished_at',
  'options',
  'timeline',
  'discarding',
  'secrets',
] as const satisfies readonly (keyof z.infer<typeof rowSchema>)[];

/** The values of {@link COLUMNS}. */
export function rowFromRecord(record: DownloadRecord, box: SecretBox): SqlValue[] {
  const { plain, secrets } = splitSecrets(record.request);
  const { url, directory, ...options } = plain;
  return [
    record.id,
    record.position,
    record.priority,
    record.queueId,
    record.categoryId,
    record.status,
    url,
    directory,
    record.fileName,
    record.named ? 1 : 0,
    record.host,
    record.mediaType,
    record.sizeBytes,
    record.receivedBytes,
    record.announced && JSON.stringify(record.announced),
    record.notice,
    record.failure?.code ?? null,
    record.failure?.detail ?? null,
    record.createdAt,
    record.finishedAt,
    JSON.stringify(options),
    JSON.stringify(record.timeline),
    record.discarding ? 1 : 0,
    secrets && box.seal(JSON.stringify(secrets)),
  ];
}

/** @throws {Error} when the row makes no sense as a whole; single options that do not are dropped. */
export function recordFromRow(row: Row, box: SecretBox): DownloadRecord {
  const stored = rowSchema.parse(row);
  const plain: DownloadRequest = {
    ...knownFields(OPTION_FIELDS, stored.options),
    url: stored.url,
    directory: stored.directory,
  };
  const opened = stored.secrets && box.open(new Uint8Array(stored.secrets));
  return {
    id: stored.id,
    position: stored.position,
    priority: stored.priority,
    queueId: stored.queue_id,
    categoryId: stored.category_id,
    request: joinSecrets(plain, opened ? knownFields(SECRET_FIELDS, opened) : null),
    status: stored.status,
    fileName: stored.file_name,
    named: stored.named !== 0,
    host: stored.host,
    mediaType: stored.media_type,
    sizeBytes: stored.size_bytes,
    receivedBytes: stored.received_bytes,
    announced: knownChecksum(stored.announced),
    notice: stored.notice,
    failure: stored.failure_code && { code: stored.failure_code, detail: stored.failure_detail ?? '' },
    createdAt: stored.created_at,
    finishedAt: stored.finished_at,
    timeline: knownEntries(stored.timeline),
    ...(stored.discarding !== 0 && { discarding: true }),
  };
}

/** Field by field, so that one that is damaged or unknown does not cost the others. */
function knownFields<Shape extends object>(fields: Fields<Shape>, json: string): Partial<Shape> {
  const stored = parseObject(json);
  const values: Partial<Shape> = {};
  for (const key of Object.keys(fields) as (keyof Shape & string)[]) {
    // Most are absent, and a failed parse is what takes time.
    if (stored[key] === undefined) continue;
    const parsed = fields[key].safeParse(stored[key]);
    if (parsed.success) values[key] = parsed.data;
  }
  return values;
}

function knownChecksum(json: string | null): Checksum | null {
  const parsed = json === null ? null : checksumSchema.safeParse(parseObject(json));
  return parsed?.success ? parsed.data : null;
}

/** Entries that a newer program wrote and this one cannot say are left out. */
function knownEntries(json: string): TimelineEntry[] {
  return Object.values(parseObject(json)).flatMap((entry) => {
    const parsed = timelineEntrySchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
