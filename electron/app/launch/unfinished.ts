import type { DownloadSnapshot } from '../../../shared/download.ts';

/** The address as a snapshot shows it: without credentials and fragment. `null`: it is none. */
export function addressOf(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

/**
 * Which links belong to downloads on the list that are not finished and go to this folder.
 * @returns the ids of those, and the links that are new
 */
export function findUnfinished(
  list: readonly DownloadSnapshot[],
  links: readonly string[],
  directory: string,
): { known: string[]; fresh: string[] } {
  const unfinished = new Map(
    list
      .filter((download) => download.status !== 'finished' && download.directory === directory)
      .map(({ id, url }) => [url, id]),
  );
  const known = new Set<string>();
  const fresh: string[] = [];
  for (const link of links) {
    const id = unfinished.get(addressOf(link.trim()) ?? '');
    if (id === undefined) fresh.push(link);
    else known.add(id);
  }
  return { known: [...known], fresh };
}
