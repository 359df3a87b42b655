import type { ReplyHead } from '../http/transport.ts';

/** What a server told of a file. */
export interface FtpFacts {
  /** By SIZE (RFC 3659 section 4), bytes; `null`: it does not say. */
  readonly size: number | null;
  /** By MDTM (RFC 3659 section 3). */
  readonly modified: Date | null;
  /** It takes REST (RFC 3659 section 5). */
  readonly restarts: boolean;
}

/** The reply that HTTP would have given, and which bytes of the file follow as its body. */
export interface FtpReply {
  readonly head: ReplyHead;
  /** First byte of the body. */
  readonly start: number;
  /** Length of the body in bytes; `null`: until the server ends it. */
  readonly length: number | null;
}

/** The bytes that a Range field of the engine's asks for; `end` is exclusive, `null`: to the end of the file. */
export function rangeAsked(range: string | undefined): { readonly start: number; readonly end: number | null } | null {
  const [, start, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (start === undefined) return null;
  return { start: Number(start), end: last === undefined || last === '' ? null : Number(last) + 1 };
}

/**
 * Answers a request as a gateway from HTTP would: what follows from ranges, validators and sizes is then decided where it
 * is for HTTP.
 * @param now of the head's Date: it makes a Last-Modified that is a minute old a strong validator
 */
export function ftpReply(
  headers: Readonly<Record<string, string>>,
  { size, modified, restarts }: FtpFacts,
  now: Date,
): FtpReply {
  const lastModified = modified?.toUTCString();
  const common = {
    date: now.toUTCString(),
    ...(lastModified !== undefined && { 'last-modified': lastModified }),
    ...(restarts && { 'accept-ranges': 'bytes' }),
  };
  const asked = rangeAsked(headers['range']);
  const condition = headers['if-range'];
  const fits = condition === undefined || condition === lastModified;
  if (!asked || !restarts || size === null || !fits) {
    const length = size === null ? {} : { 'content-length': String(size) };
    return { head: { status: 200, headers: { ...common, ...length } }, start: 0, length: size };
  }
  if (asked.start >= size) {
    return {
      head: { status: 416, headers: { ...common, 'content-range': `bytes */${String(size)}`, 'content-length': '0' } },
      start: 0,
      length: 0,
    };
  }
  const end = Math.min(asked.end ?? size, size);
  const length = end - asked.start;
  const range = `bytes ${String(asked.start)}-${String(end - 1)}/${String(size)}`;
  return {
    head: { status: 206, headers: { ...common, 'content-range': range, 'content-length': String(length) } },
    start: asked.start,
    length,
  };
}

/** The time in a reply to MDTM, `null` when there is none. */
export function modifiedAt(message: string): Date | null {
  const [, year, month, day, hour, minute, second] =
    /^213 (\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?\s*$/.exec(message) ?? [];
  if (year === undefined) return null;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The number in a reply to SIZE, `null` when there is none that is exact. */
export function sizeIn(message: string): number | null {
  const [, digits] = /^213 (\d+)\s*$/.exec(message) ?? [];
  const size = Number(digits);
  return digits !== undefined && Number.isSafeInteger(size) ? size : null;
}
