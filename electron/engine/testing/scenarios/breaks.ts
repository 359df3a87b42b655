import type { Body, Reply } from '../reply.ts';
import { headerOf, pointIn, withBody, withHeader } from '../reply.ts';
import { contentRange } from '../honest.ts';
import type { Point } from '../scenario.ts';
import { seededBytes } from '../seeded.ts';
import type { Context, ReplyHandlers } from './context.ts';

type Breaks =
  | 'conn-reset-mid'
  | 'fin-short-body'
  | 'stalled-no-fin'
  | 'slow-loris'
  | 'accept-then-silence'
  | 'headers-then-silence'
  | 'long-body'
  | 'no-content-length'
  | 'chunked';

/** Connections that break or fall silent, and bodies that do not end where they should. */
export const breaks: ReplyHandlers<Breaks> = {
  'conn-reset-mid': (reply, point) => stopAt(reply, point, 'reset'),
  'fin-short-body': (reply, point) => stopAt(reply, point, 'fin'),
  'stalled-no-fin': (reply, point) => stopAt(reply, point, 'silence'),
  'slow-loris': (reply, { bytesPerSecond = 10, ...point }) => {
    const after = pointIn(reply.body, point);
    return after === null ? null : { ...reply, drip: { after, bytesPerSecond } };
  },
  'accept-then-silence': (reply) => ({ ...reply, sendHead: false, ending: 'silence', stopAt: 0 }),
  'headers-then-silence': (reply) => ({ ...reply, ending: 'silence', stopAt: 0 }),
  'long-body': (reply, { extra = 1000, form = 'undeclared' }, context) => {
    const { body } = reply;
    if (form === 'undeclared') return { ...reply, junk: bytesBeyond(body, extra, context) };
    const longer = withBody(reply, lengthened(body, extra, context));
    if (form === 'length' || body.offset === null || !headerOf(reply, 'Content-Range')) return longer;
    const range = { start: body.offset, end: body.offset + body.length + extra };
    return withHeader(longer, 'Content-Range', contentRange(range, context.entity.size));
  },
  'no-content-length': (reply, point) => {
    const open: Reply = { ...withHeader(reply, 'Content-Length', null), ending: 'fin' };
    return point.after === undefined && point.atOffset === undefined ? open : stopAt(open, point, 'fin');
  },
  chunked: (reply, { chunkBytes = 16_384, fault, ...point }) => {
    const headers = withHeader(withHeader(reply, 'Content-Length', null), 'Transfer-Encoding', 'chunked');
    const chunked: Reply = { ...headers, chunked: { bytes: chunkBytes } };
    const broken = stopAt(chunked, point, 'fin');
    if (fault === 'close') return broken;
    if (fault === 'bad-size') return broken && { ...broken, junk: Buffer.from('not-a-size\r\n') };
    return chunked;
  },
};

function stopAt(reply: Reply, point: Point, ending: Reply['ending']): Reply | null {
  const at = pointIn(reply.body, point);
  return at === null ? null : { ...reply, ending, stopAt: at };
}

/** The file's own next bytes, so that only their place tells that they are too many. */
function bytesBeyond(body: Body, extra: number, context: Context): Buffer {
  if (body.offset === null) return Buffer.alloc(extra, 'x');
  const end = body.offset + body.length;
  return seededBytes(context.entity.seed, end, end + extra);
}

function lengthened(body: Body, extra: number, context: Context): Body {
  const tail = bytesBeyond(body, extra, context);
  return {
    length: body.length + extra,
    offset: body.offset,
    slice: (start, end) =>
      Buffer.concat([
        body.slice(Math.min(start, body.length), Math.min(end, body.length)),
        tail.subarray(Math.max(0, start - body.length), Math.max(0, end - body.length)),
      ]),
  };
}
