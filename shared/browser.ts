import { z } from 'zod';
import { beginsAsLink } from './links/schemes.ts';
import { STATUSES } from './status.ts';

/**
 * What browser extension and app say to each other: JSON in frames of a 32-bit little-endian length and its bytes, as the
 * browsers' native messaging has it. The extension's helper passes them on unchanged.
 */
export const BROWSER_HOST_NAME = 'app.sluice.browser';
/** Follows from the public key in the extension's manifest, so that it is the same wherever it is loaded from. */
export const CHROMIUM_EXTENSION_ID = 'dieafcdlpmipmljpamepehhbeogeojce';
export const FIREFOX_EXTENSION_ID = 'browser@sluice.app';

/** Of one frame, in bytes. Browsers take no more than 1 MiB from a helper either. */
export const MAX_FRAME_BYTES = 2 ** 20;

const linkSchema = z
  .string()
  .max(64 * 1024)
  .refine(beginsAsLink);
const headerValue = z
  .string()
  .max(32 * 1024)
  // A line break would be another header.
  .regex(/^[^\r\n\0]*$/);

export const browserDownloadSchema = z
  .object({
    url: linkSchema,
    /** As in a `Cookie` header; only the ones the browser would send to this very address. */
    cookie: headerValue.optional(),
    referrer: headerValue.optional(),
    userAgent: headerValue.optional(),
  })
  .strict();
export type BrowserDownload = z.infer<typeof browserDownloadSchema>;

const numbered = z.object({ id: z.number().int().nonnegative() }).strict();

export const browserRequestSchema = z.discriminatedUnion('type', [
  /** Links the user chose: on the list at once, whatever becomes of them. */
  numbered.extend({ type: z.literal('add'), downloads: z.array(browserDownloadSchema).min(1).max(1000) }),
  /**
   * A download that the browser has begun and holds. Answered when the server has sent Sluice the file too; refused,
   * with nothing left behind, when it has not.
   */
  numbered.extend({ type: z.literal('take'), download: browserDownloadSchema }),
  /** Answered at once, and told again whenever it changes, until the connection ends. */
  numbered.extend({ type: z.literal('watch') }),
  numbered.extend({ type: z.literal('show') }),
  numbered.extend({ type: z.literal('pause-all') }),
  numbered.extend({ type: z.literal('resume-all') }),
]);
export type BrowserRequest = z.infer<typeof browserRequestSchema>;

/** What starts Sluice when it does not run; the others only ask one that does. */
export const STARTING_REQUESTS: readonly string[] = ['add', 'take', 'show'];

export const browserStateSchema = z.object({
  active: z.number().int().nonnegative(),
  bytesPerSecond: z.number().nonnegative(),
  /** Those that run first; a few. */
  downloads: z.array(
    z.object({
      name: z.string(),
      status: z.enum(STATUSES),
      receivedBytes: z.number(),
      sizeBytes: z.number().nullable(),
      bytesPerSecond: z.number(),
    }),
  ),
});
export type BrowserState = z.infer<typeof browserStateSchema>;

export type BrowserReply =
  | { readonly type: 'done'; readonly id: number; readonly added: number; readonly refused: number }
  /** `code` is a failure's stable code. */
  | { readonly type: 'refused'; readonly id: number; readonly code: string }
  | { readonly type: 'state'; readonly state: BrowserState };
