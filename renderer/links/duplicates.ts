import type { ConflictPolicy } from '../../shared/download.ts';
import type { DownloadSnapshot } from '../../shared/download.ts';

/** What to do with a link that seems to be there already. */
export const CHOICES = ['again', 'replace', 'existing'] as const;
export type Choice = (typeof CHOICES)[number];

/** `listed`: a download with this link; `target`: its file's name is taken in the folder, by download `id` or by no known one. */
export type Duplicate =
  { readonly kind: 'listed'; readonly id: string } | { readonly kind: 'target'; readonly id: string | null };

/** A link without what the list does not keep of it: fragment, user name and password. */
export function linkKey(link: string): string {
  if (!URL.canParse(link)) return link;
  const url = new URL(link);
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

export interface Candidate {
  readonly url: string;
  /** As far as it is known; empty: not. */
  readonly fileName: string;
}

/** By link. A download with the same link says more than one with the same place, so it comes first. */
export function findDuplicates(
  candidates: readonly Candidate[],
  downloads: readonly DownloadSnapshot[],
  directory: string,
  taken: ReadonlySet<string>,
): ReadonlyMap<string, Duplicate> {
  const byLink = new Map(downloads.map(({ url, id }) => [linkKey(url), id]));
  const byName = new Map(
    downloads.filter((download) => download.directory === directory).map(({ fileName, id }) => [fileName, id]),
  );
  const found = new Map<string, Duplicate>();
  for (const { url, fileName } of candidates) {
    const listed = byLink.get(linkKey(url));
    const id = byName.get(fileName) ?? null;
    if (listed !== undefined) found.set(url, { kind: 'listed', id: listed });
    else if (fileName !== '' && (id !== null || taken.has(fileName))) found.set(url, { kind: 'target', id });
  }
  return found;
}

/** What is done when nobody chooses. */
export function usualChoice(duplicate: Duplicate, policy: ConflictPolicy): Choice {
  if (duplicate.kind === 'listed') return 'existing';
  if (policy === 'number') return 'again';
  return policy === 'overwrite' ? 'replace' : 'existing';
}
