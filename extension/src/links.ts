import { isDownloadable } from '../../shared/links/schemes.ts';

/** RFC 6265 section 5.4: longer paths first. */
export const cookieHeader = (
  cookies: readonly { readonly name: string; readonly value: string; readonly path: string }[],
): string =>
  [...cookies]
    .sort((a, b) => b.path.length - a.path.length)
    .map(({ name, value }) => (name === '' ? value : `${name}=${value}`))
    .join('; ');

/** Those that Sluice can fetch (http, https, FTP), each once, without the part behind `#`, in the order found. */
export function usableLinks(links: readonly string[]): string[] {
  const found = new Set<string>();
  for (const link of links) {
    if (!URL.canParse(link)) continue;
    const url = new URL(link);
    url.hash = '';
    if (isDownloadable(url) && url.hostname !== '') found.add(url.href);
  }
  return [...found];
}

/**
 * Runs inside the page: the addresses of its links, or of those in the selection. Stands alone, because the browser
 * carries only the function itself over.
 */
export function linksOfPage(onlySelected: boolean): string[] {
  const selection = document.getSelection();
  return Array.from(document.links)
    .filter((link) => !onlySelected || (selection?.containsNode(link, true) ?? false))
    .map((link) => link.href);
}
