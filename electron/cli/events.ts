import { z } from 'zod';
import { NOTICE_CODES, SEGMENT_STATES, segmentableSchema } from '../../shared/download.ts';
import { FAILURE_CODES } from '../../shared/failures.ts';
import { STATUSES } from '../../shared/status.ts';

const bytes = z.number().int().min(0);
const size = bytes.nullable().describe('Bytes; null: not known.');
const id = z.string().describe('The same in all events of a download.');
const url = z.string().describe('Without user name and password.');
const code = z.enum(FAILURE_CODES).describe('Stable; the exit code follows from it.');

const segment = z.object({
  start: bytes,
  end: bytes.describe('Exclusive.'),
  position: bytes.describe('What lies before it has come.'),
  state: z.enum(SEGMENT_STATES),
});

/** Each line of `get --json`, by its event. The fields are a contract: more may come, these stay. */
export const EVENTS = {
  added: z.object({ event: z.literal('added'), id, url, directory: z.string() }).describe('Each download, at first.'),
  started: z
    .object({
      event: z.literal('started'),
      id,
      url,
      host: z.string(),
      directory: z.string(),
      fileName: z.string(),
      mediaType: z.string().nullable(),
      size,
      received: bytes.describe('From an earlier run.'),
      segmentable: segmentableSchema,
    })
    .describe('The server has answered; again when it starts from the beginning.'),
  progress: z
    .object({
      event: z.literal('progress'),
      id,
      status: z.enum(STATUSES),
      received: bytes,
      size,
      verified: bytes,
      bytesPerSecond: bytes,
      etaSeconds: z.number().nullable(),
      connections: z.number().int().min(0),
      segments: z.array(segment),
    })
    .describe('At most twice a second for each download.'),
  notice: z
    .object({ event: z.literal('notice'), id, code: z.enum(NOTICE_CODES), detail: z.string() })
    .describe('Something worth knowing.'),
  done: z
    .object({
      event: z.literal('done'),
      id,
      url,
      path: z.string(),
      fileName: z.string(),
      size,
      fetched: bytes.describe('In this run.'),
      seconds: z.number(),
      skipped: z.boolean(),
      checksum: z.string().nullable().describe('ALGO=HEX that was proved.'),
    })
    .describe('Last of a download.'),
  failed: z
    .object({
      event: z.literal('failed'),
      id: id.optional(),
      url: url.optional(),
      code,
      message: z.string(),
      detail: z.string(),
    })
    .describe('Last of a download; without id and url, of a command that was refused as a whole.'),
  stopped: z
    .object({ event: z.literal('stopped'), id, url, received: bytes, size })
    .describe('Last of a download that a signal interrupted.'),
} as const;

/** The same as a JSON Schema (draft 2020-12), open to further fields. */
export const eventsSchema = (): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A line of sluice get --json',
  ...z.toJSONSchema(z.discriminatedUnion('event', Object.values(EVENTS) as never), { io: 'input' }),
});
