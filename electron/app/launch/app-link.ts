import { beginsAsLink } from '../../../shared/links/schemes.ts';

/** The scheme of links that other programs hand to Sluice. */
export const LINK_SCHEME = 'sluice';

export const isAppLink = (text: string): boolean => /^sluice:/i.test(text);

const MAX_LENGTH = 64 * 1024;

/**
 * The links in `sluice:https://…` or `sluice://add?url=…&url=…`. Any page can make such a link: only what can be downloaded, no
 * other option, and whoever opens it may do no more than show the add sheet.
 * @returns empty when it is anything else
 */
export function readAppLink(text: string): string[] {
  if (text.length > MAX_LENGTH || !isAppLink(text)) return [];
  const direct = /^sluice:(?!\/\/)(.+)$/i.exec(text)?.[1];
  if (direct !== undefined) return [direct].filter(isWebLink);
  const query = /^sluice:\/\/add\/?\?(.*)$/i.exec(text)?.[1];
  if (query === undefined) return [];
  return new URLSearchParams(query).getAll('url').filter(isWebLink);
}

/** Controls and white space could make more of one link than it shows. */
const isWebLink = (link: string): boolean => beginsAsLink(link) && !/[\s\p{Cc}]/u.test(link) && URL.canParse(link);
