import { originOf } from '../../../shared/links/schemes.ts';
import { createHash } from 'node:crypto';
import type { Checksum } from '../../../shared/download.ts';
import type { Checkpoint } from '../checkpoint/format.ts';
import { weakEtagMatch } from '../headers/validators.ts';
import type { SourceFacts } from '../probe/facts.ts';

/** What identifies a version of the file: from a reply, or from a checkpoint. */
export type Identity = Pick<SourceFacts, 'sizeBytes' | 'etag' | 'lastModified' | 'validator' | 'mediaType' | 'digest'>;

/** Names a source without its secrets. */
export interface SourceKeys {
  /** Of the link without its query. */
  readonly sourceKey: string;
  /** Of the whole link, without credentials. */
  readonly linkKey: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @param url without credentials */
export const sourceKeys = (url: URL): SourceKeys => ({
  sourceKey: sha256(`${originOf(url)}${url.pathname}`),
  linkKey: sha256(url.href),
});

/** May bytes of `before` and `after` stand in one file? What only one side knows proves nothing. */
export function sameVersion(before: Identity, after: Identity): boolean {
  if (before.sizeBytes !== after.sizeBytes || differ(before.digest, after.digest)) return false;
  if (before.etag !== null && after.etag !== null) return weakEtagMatch(before.etag, after.etag);
  if (before.lastModified !== null && after.lastModified !== null) return before.lastModified === after.lastModified;
  return true;
}

/** Without what only replies of one host can be held against. */
export const loosened = <Facts extends Identity>(facts: Facts): Facts => ({
  ...facts,
  etag: null,
  lastModified: null,
  validator: null,
});

/** Whether two digests are of one kind and not the same. */
export const differ = (a: Checksum | null, b: Checksum | null): boolean =>
  a !== null && b !== null && a.algorithm === b.algorithm && a.hex !== b.hex;

/**
 * Whether a checkpoint is of this download: the same link again, by its validator the very same file, or a fresh link to
 * what seems to be the file that the user named before. The last is proved before anything is added to it.
 * @param given the name is the user's own
 */
export function isSameDownload(found: Checkpoint, keys: SourceKeys, facts: Identity, given: boolean): boolean {
  const proved =
    found.sizeBytes === facts.sizeBytes && found.validator !== null && found.validator.value === facts.validator?.value;
  const seems = given && found.sizeBytes !== null && sameVersion(found, facts);
  return found.linkKey === keys.linkKey || (found.sourceKey === keys.sourceKey && proved) || seems;
}

/** Only the identity: of a reply's facts, the rest (addresses above all) must not get into a checkpoint. */
export const identityOf = (facts: Identity | Checkpoint): Identity => ({
  sizeBytes: facts.sizeBytes,
  etag: facts.etag,
  lastModified: facts.lastModified,
  validator: facts.validator,
  mediaType: facts.mediaType,
  digest: facts.digest,
});
