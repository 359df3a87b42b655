import { gzipSync } from 'node:zlib';
import type { Entity } from '../entity.ts';
import { contentRange, wholeReply } from '../honest.ts';
import { rangesAsked } from '../range-request.ts';
import type { Body, Reply } from '../reply.ts';
import { bufferBody, withBody, withHeader } from '../reply.ts';
import { seededBytes } from '../seeded.ts';
import type { ReplyHandlers } from './context.ts';

type Codings = 'gzip-range' | 'bad-gzip' | 'header-flood';

const MEMBER_BYTES = 1 << 24;

/** Content codings nobody asked for, and heads no parser should swallow. */
export const codings: ReplyHandlers<Codings> = {
  'gzip-range': (reply, _, { entity, request }) => {
    if (reply.status !== 200 && reply.status !== 206) return null;
    const encoded = gzipped(entity);
    const range = reply.status === 206 ? rangesAsked(request.headers['range'], encoded.length)?.[0] : undefined;
    if (!range) return encodedReply(wholeReply(entity), bufferBody(encoded));
    const partial = encodedReply(reply, bufferBody(encoded.subarray(range.start, range.end)));
    return withHeader(partial, 'Content-Range', contentRange(range, encoded.length));
  },
  'bad-gzip': (_reply, { form = 'corrupt', expandsTo = 2 ** 30 }, { entity }) =>
    encodedReply(wholeReply(entity), form === 'bomb' ? bomb(expandsTo) : bufferBody(damaged(gzipped(entity), form))),
  'header-flood': (reply, { form = 'long', bytes = 2 ** 20 }) => ({
    ...reply,
    rawHeaderLines: Buffer.from(flood(form, bytes), 'latin1'),
  }),
};

const encodedReply = (reply: Reply, body: Body): Reply => withHeader(withBody(reply, body), 'Content-Encoding', 'gzip');

const gzipped = (entity: Entity): Buffer => gzipSync(seededBytes(entity.seed, 0, entity.size));

function damaged(encoded: Buffer, form: 'corrupt' | 'truncated'): Buffer {
  const middle = Math.floor(encoded.length / 2);
  if (form === 'truncated') return encoded.subarray(0, middle);
  const copy = Buffer.from(encoded);
  for (let i = middle; i < Math.min(middle + 16, copy.length); i += 1) copy[i] = (copy[i] ?? 0) ^ 0xff;
  return copy;
}

/** Members of one gzip stream, all the same and made once (RFC 1952 section 2.2), so that making it is cheap. */
function bomb(expandsTo: number): Body {
  const member = gzipSync(Buffer.alloc(MEMBER_BYTES));
  return bufferBody(Buffer.concat(Array.from({ length: Math.ceil(expandsTo / MEMBER_BYTES) }, () => member)));
}

function flood(form: 'long' | 'many' | 'nul' | 'no-colon' | 'folded', bytes: number): string {
  switch (form) {
    case 'long':
      return `X-Flood: ${'a'.repeat(bytes)}\r\n`;
    case 'many': {
      const lines = Array.from({ length: Math.ceil(bytes / 128) }, (_, i) => `X-Flood-${i}: ${'a'.repeat(100)}\r\n`);
      return lines.join('');
    }
    case 'nul':
      return 'X-Bad: before\0after\r\n';
    case 'no-colon':
      return 'X-Bad without a colon\r\n';
    case 'folded':
      return 'X-Folded: first\r\n second\r\n';
  }
}
