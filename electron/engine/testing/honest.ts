import type { ByteRange } from '../../../shared/ranges.ts';
import type { Entity } from './entity.ts';
import { rangesAsked } from './range-request.ts';
import type { Reply } from './reply.ts';
import { bufferBody, newReply, pageReply, seededBody } from './reply.ts';
import { seededBytes } from './seeded.ts';

/** What of a request decides an honest reply. */
export interface Asked {
  readonly headers: Readonly<Record<string, string>>;
}

/** What a correct server answers to a GET (RFC 9110 sections 13 and 14). */
export function honestReply(entity: Entity, asked: Asked): Reply {
  if (!preconditionsHold(entity, asked)) return pageReply(412, validatorHeaders(entity));
  const rangeWanted = entity.ranges && (entity.ignoresIfRange || ifRangeHolds(entity, asked));
  const ranges = rangeWanted ? rangesAsked(asked.headers['range'], entity.size) : null;
  if (ranges === null) return wholeReply(entity);
  const [first, ...more] = ranges;
  if (!first) {
    if (entity.size === 0 && !entity.emptyIs416) return wholeReply(entity);
    return pageReply(416, [['Content-Range', `bytes */${entity.size}`]]);
  }
  return more.length === 0 ? partialReply(entity, first) : multipartReply(entity, ranges);
}

/** 200 with everything. */
export function wholeReply(entity: Entity): Reply {
  const body = seededBody(entity.seed, 0, entity.size);
  return newReply(200, [...entityHeaders(entity), ['Content-Length', String(entity.size)]], body);
}

/** 206 with one range. */
export function partialReply(entity: Entity, range: ByteRange): Reply {
  return newReply(
    206,
    [
      ...entityHeaders(entity),
      ['Content-Range', contentRange(range, entity.size)],
      ['Content-Length', String(range.end - range.start)],
    ],
    seededBody(entity.seed, range.start, range.end),
  );
}

/** 206 multipart/byteranges, in memory (RFC 9110 section 14.6). */
export function multipartReply(entity: Entity, ranges: readonly ByteRange[]): Reply {
  const boundary = 'cruel-boundary';
  const parts = ranges.flatMap((range) => [
    Buffer.from(
      `\r\n--${boundary}\r\nContent-Type: ${entity.contentType ?? 'application/octet-stream'}\r\n` +
        `Content-Range: ${contentRange(range, entity.size)}\r\n\r\n`,
    ),
    seededBytes(entity.seed, range.start, range.end),
  ]);
  const body = Buffer.concat([...parts, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const headers = entityHeaders({ ...entity, contentType: `multipart/byteranges; boundary=${boundary}` });
  return newReply(206, [...headers, ['Content-Length', String(body.length)]], bufferBody(body));
}

export const contentRange = (range: ByteRange, total: number | string): string =>
  `bytes ${range.start}-${range.end - 1}/${total}`;

function entityHeaders(entity: Entity): [string, string][] {
  const headers = validatorHeaders(entity);
  headers.push(['Accept-Ranges', entity.ranges ? 'bytes' : 'none']);
  if (entity.contentType !== null) headers.push(['Content-Type', entity.contentType]);
  if (entity.contentDisposition !== null) headers.push(['Content-Disposition', entity.contentDisposition]);
  for (const [name, value] of entity.headers) headers.push([name, value]);
  return headers;
}

function validatorHeaders(entity: Entity): [string, string][] {
  const headers: [string, string][] = [];
  if (entity.etag !== null) headers.push(['ETag', entity.etag]);
  if (entity.lastModified !== null) headers.push(['Last-Modified', entity.lastModified.toUTCString()]);
  return headers;
}

/** RFC 9110 section 13.1.5: an entity tag by strong comparison, a date only when it is exactly the same. */
function ifRangeHolds(entity: Entity, asked: Asked): boolean {
  const condition = asked.headers['if-range'];
  if (condition === undefined) return true;
  if (condition.startsWith('"')) return condition === entity.etag;
  return entity.lastModified !== null && condition === entity.lastModified.toUTCString();
}

function preconditionsHold(entity: Entity, asked: Asked): boolean {
  const match = asked.headers['if-match'];
  if (match !== undefined) {
    if (match.trim() === '*') return true;
    const strong = entity.etag !== null && !entity.etag.startsWith('W/');
    return strong && match.split(',').some((tag) => tag.trim() === entity.etag);
  }
  const since = asked.headers['if-unmodified-since'];
  if (since === undefined || entity.lastModified === null) return true;
  const limit = Date.parse(since);
  return Number.isNaN(limit) || Math.floor(entity.lastModified.getTime() / 1000) * 1000 <= limit;
}
