import type { ByteRange } from '../../../../shared/ranges.ts';
import { contentRange, multipartReply, partialReply, wholeReply } from '../honest.ts';
import type { Reply } from '../reply.ts';
import { pageReply, pointIn, seededBody, withHeader } from '../reply.ts';
import type { ReplyHandlers } from './context.ts';

type Ranges =
  | 'range-ignored-200'
  | '206-unasked'
  | '206-wrong-start'
  | '206-no-content-range'
  | '206-wrong-total'
  | '206-short-range'
  | '206-multipart'
  | 'wrong-bytes'
  | '416-complete'
  | '416-other'
  | 'ignores-range-on-extra-connections';

/** Ranges misunderstood. */
export const ranges: ReplyHandlers<Ranges> = {
  'range-ignored-200': (reply, _, { entity }) => (reply.status === 200 ? null : wholeReply(entity)),
  '206-unasked': (_reply, scenario, { entity, request }) => {
    if (request.headers['range'] !== undefined) return null;
    const partial = partialReply(entity, { start: 0, end: entity.size });
    return scenario.contentRange === false ? withHeader(partial, 'Content-Range', null) : partial;
  },
  '206-wrong-start': (reply, { shift = 1, form = 'header' }, { entity }) => {
    const range = rangeOf(reply);
    if (!range) return null;
    const start = Math.min(range.start + shift, entity.size - 1);
    if (form === 'header') return partialReply(entity, { start, end: Math.max(range.end, start + 1) });
    const body = seededBody(entity.seed, range.start + shift, range.end + shift);
    return { ...reply, body: { ...body, offset: range.start } };
  },
  '206-no-content-range': (reply, { value }) =>
    reply.status === 206 ? withHeader(reply, 'Content-Range', value ?? null) : null,
  '206-wrong-total': (reply, { by = 1 }, { entity }) => {
    const range = rangeOf(reply);
    return range && withHeader(reply, 'Content-Range', contentRange(range, entity.size + by));
  },
  '206-short-range': (reply, { bytes }, { entity }) => {
    const range = rangeOf(reply);
    if (!range) return null;
    const length = range.end - range.start;
    const given = Math.min(bytes ?? Math.ceil(length / 2), length);
    return given === length ? null : partialReply(entity, { start: range.start, end: range.start + given });
  },
  '206-multipart': (reply, _, { entity }) => {
    const range = rangeOf(reply);
    return range && multipartReply(entity, [range]);
  },
  'wrong-bytes': (reply, { offset }) => {
    const at = pointIn(reply.body, { atOffset: offset });
    if (at === null || at >= reply.body.length) return null;
    const slice = (start: number, end: number): Buffer => {
      const bytes = reply.body.slice(start, end);
      if (start <= at && at < end) bytes[at - start] = ~(bytes[at - start] ?? 0);
      return bytes;
    };
    return { ...reply, body: { ...reply.body, slice } };
  },
  '416-complete': (_reply, _, { entity }) => pageReply(416, [['Content-Range', `bytes */${entity.size}`]]),
  '416-other': (_reply, { total }, { entity }) => {
    if (total === null) return pageReply(416);
    return pageReply(416, [['Content-Range', `bytes */${total ?? entity.size - 1}`]]);
  },
  'ignores-range-on-extra-connections': (reply, { allowed = 1 }, { entity, openReplies }) =>
    reply.status === 206 && openReplies > allowed ? wholeReply(entity) : null,
};

/** The range a single-range 206 carries, `end` exclusive. */
function rangeOf(reply: Reply): ByteRange | null {
  const { offset, length } = reply.body;
  return reply.status === 206 && offset !== null ? { start: offset, end: offset + length } : null;
}
