import { createHash } from 'node:crypto';
import type { Checkpoint } from '../checkpoint/format.ts';
import { weakEtagMatch } from '../headers/validators.ts';
import type { SourceFacts } from '../probe/facts.ts';

/** What identifies a version of the file: from a reply, or from a checkpoint. */
export type Identity = Pick<SourceFacts, 'sizeBytes' | 'etag' | 'lastModified' | 'validator'>;

/** Names a source without its secrets: query and credentials are left out. */
export function sourceKey(url: URL): string {
  return createHash('sha256').update(`${url.origin}${url.pathname}`).digest('hex');
}

/** May bytes of `before` and `after` stand in one file? What only one side knows proves nothing. */
export function sameVersion(before: Identity, after: Identity): boolean {
  if (before.sizeBytes !== after.sizeBytes) return false;
  if (before.etag !== null && after.etag !== null) return weakEtagMatch(before.etag, after.etag);
  if (before.lastModified !== null && after.lastModified !== null) return before.lastModified === after.lastModified;
  return true;
}

/** Only the identity: of a reply's facts, the rest (addresses above all) must not get into a checkpoint. */
export const identityOf = (facts: Identity | Checkpoint): Identity => ({
  sizeBytes: facts.sizeBytes,
  etag: facts.etag,
  lastModified: facts.lastModified,
  validator: facts.validator,
});
