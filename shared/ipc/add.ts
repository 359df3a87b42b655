import { z } from 'zod';
import { checksumSchema, conflictPolicySchema, connectionsSchema, segmentableSchema } from '../download.ts';
import { pieceHashesSchema } from '../pieces.ts';
import { prioritySchema } from '../queue.ts';
import { failureSchema } from './failure.ts';

/** Bytes per second. */
export const limitSchema = z
  .number()
  .int()
  .min(1)
  .max(2 ** 50);

const urlSchema = z.string().max(64 * 1024);
const bytes = z.number().int().nonnegative();

/** How a server is to be asked. Secrets among it: kept sealed by the library, sent to the link's own origin only. */
const asking = {
  headers: z
    .record(z.string().max(256), z.string().max(64 * 1024))
    .refine((headers) => Object.keys(headers).length <= 100)
    .optional(),
  credentials: z
    .object({ user: z.string().max(1024), password: z.string().max(4096) })
    .strict()
    .optional(),
  /** `http://[user:password@]host:port`. */
  proxy: z.string().max(4096).optional(),
};

/** One file of which more is known than its link: from a Metalink, or by a choice about this one. */
export const describedFileSchema = z
  .object({
    url: urlSchema,
    fileName: z.string().max(1024).optional(),
    mirrors: z.array(urlSchema).max(1000).optional(),
    sizeBytes: bytes.optional(),
    checksum: checksumSchema.optional(),
    pieces: pieceHashesSchema.optional(),
    /** Absent: as the settings say. */
    conflictPolicy: conflictPolicySchema.optional(),
  })
  .strict();
export type DescribedFile = z.infer<typeof describedFileSchema>;

export const addRequestSchema = z
  .object({
    /** As typed or dropped; each is checked by itself and refused by itself. */
    urls: z.array(urlSchema).max(10_000),
    /** After the plain links. */
    files: z.array(describedFileSchema).max(10_000).optional(),
    /** Absolute path; absent means the folder of the settings. */
    directory: z.string().max(4096).optional(),
    /** Only with a single URL. */
    fileName: z.string().max(1024).optional(),
    connections: connectionsSchema.optional(),
    /** Only with a single URL. */
    checksum: checksumSchema.optional(),
    priority: prioritySchema.optional(),
    /** Absent: the default queue. */
    queueId: z.string().min(1).optional(),
    /** Absent: what the rules of the categories say of each. */
    categoryId: z.string().min(1).max(100).optional(),
    /** Of each; absent: no limit. */
    limitBytesPerSecond: limitSchema.optional(),
    /** `false` adds it paused. */
    start: z.boolean().default(true),
    ...asking,
  })
  .strict()
  .refine(({ urls, files = [] }) => urls.length + files.length > 0, { message: 'No link is given.' });
export type AddRequest = z.input<typeof addRequestSchema>;

export const addResultSchema = z.object({
  added: z.array(z.string()),
  rejected: z.array(z.object({ url: z.string(), failure: failureSchema })),
});
export type AddResult = z.infer<typeof addResultSchema>;

/** A look at one link. The ticket is the window's own, to call it off by. */
export const probeRequestSchema = z.object({ ticket: z.string().min(1).max(100), url: urlSchema, ...asking }).strict();
export type ProbeRequest = z.input<typeof probeRequestSchema>;

export const probeReplySchema = z.object({
  /** After redirects. */
  finalUrl: z.string(),
  sizeBytes: bytes.nullable(),
  /** It can go on after an interruption: the server sends ranges. */
  resumable: z.boolean(),
  segmentable: segmentableSchema,
  /** The name it would get. */
  fileName: z.string(),
  mediaType: z.string().nullable(),
});
export type ProbeReply = z.infer<typeof probeReplySchema>;

/** No list of links is larger; a Metalink of a whole distribution stays below a tenth. Bytes. */
export const MAX_LINK_FILE = 16 * 1024 * 1024;
/** So many of them at once. */
export const MAX_LINK_FILES = 100;

export const linkFileSchema = z
  .object({
    /** With its extension, which says how to read it. */
    name: z.string().max(4096),
    content: z.instanceof(Uint8Array).refine((content) => content.length <= MAX_LINK_FILE),
  })
  .strict();
export type LinkFile = z.infer<typeof linkFileSchema>;

/** Why a file gave no link. */
export const LINK_FILE_PROBLEMS = ['empty', 'not-known', 'unreadable', 'too-large', 'bad-metalink'] as const;

/** What files of links hold. */
export const linksFoundSchema = z.object({
  /** To be searched for links. */
  text: z.string(),
  /** From Metalinks. */
  files: z.array(describedFileSchema),
  problems: z.array(z.object({ name: z.string(), problem: z.enum(LINK_FILE_PROBLEMS) })),
});
export type LinksFound = z.infer<typeof linksFoundSchema>;
