import type { Entity } from '../entity.ts';
import type { EntityHandlers, ReplyHandlers } from './context.ts';
import { withHeader } from '../reply.ts';

type Entities = 'etag-changed' | 'etag-weak' | 'lm-not-strong' | 'zero-byte' | '4gib' | Names;
type Names = 'name-traversal' | 'name-reserved' | 'name-bidi' | 'name-long' | 'name-encodings' | 'danger-type';

const BEYOND_4_GIB = 2 ** 32 + 2 ** 20 + 7;
/** Well within the 60 s that RFC 9110 section 8.8.2.2 asks for. */
const RECENTLY_MS = 30_000;

/** Scenarios that are another file, rather than another way to send it. */
export const entities: EntityHandlers<Entities> = {
  'etag-changed': (entity, { seed = entity.seed + 1, size = entity.size, etag, ignoreIfRange = false }) => ({
    ...entity,
    seed,
    size,
    etag: etag ?? `"changed-${seed.toString(16)}-${size.toString(16)}"`,
    lastModified: entity.lastModified && new Date(entity.lastModified.getTime() + 3_600_000),
    ignoresIfRange: ignoreIfRange,
  }),
  'etag-weak': (entity, { none = false }) => ({
    ...entity,
    etag: none ? null : `W/${entity.etag ?? '"weak"'}`,
    lastModified: null,
  }),
  'lm-not-strong': (entity, _, { servedAt }) => ({
    ...entity,
    etag: null,
    lastModified: new Date(servedAt.getTime() - RECENTLY_MS),
  }),
  'zero-byte': (entity, { form = '200' }) => ({ ...entity, size: 0, emptyIs416: form === '416' }),
  '4gib': (entity, { size = BEYOND_4_GIB }) => ({ ...entity, size }),
  'name-traversal': named('attachment; filename="../../../../tmp/escaped.txt"'),
  'name-reserved': named('attachment; filename="LPT1.txt. "'),
  'name-bidi': named("attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe"),
  'name-long': named(`attachment; filename="${'long name '.repeat(40)}end.tar.gz"`),
  'name-encodings': named(
    'attachment; filename="=?UTF-8?B?5oql5ZGKLnBkZg==?="; filename*=UTF-8\'\'%E6%8A%A5%E5%91%8A%20%E2%82%AC.pdf',
  ),
  'danger-type': named('attachment; filename="invoice.pdf.lnk"'),
};

/** The part of an entity scenario that is in the reply. */
export const entityReplies: ReplyHandlers<'4gib'> = {
  '4gib': (reply, { announce }) => {
    if (announce === undefined) return null;
    const claimed = {
      ...withHeader(reply, 'Content-Length', announce),
      ending: 'fin',
      stopAt: reply.body.length,
    } as const;
    if (reply.status !== 206) return claimed;
    return withHeader(claimed, 'Content-Range', `bytes 0-${BigInt(announce) - 1n}/${announce}`);
  },
};

function named(typical: string) {
  return (entity: Entity, scenario: { readonly contentDisposition?: string }): Entity => ({
    ...entity,
    contentDisposition: scenario.contentDisposition ?? typical,
  });
}
