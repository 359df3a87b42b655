import { ANY_SCHEME } from './schemes.ts';

/** What a pasted or dropped text holds. */
export interface FoundLinks {
  /** Each once, in order, as written. */
  readonly links: readonly string[];
  /** How many more times links were named that are in `links` already. */
  readonly repeated: number;
  /** Looks like a link, but of a kind that cannot be fetched (`magnet:`, `sftp:`, a broken `http:`). */
  readonly unusable: readonly string[];
}

/** Ends at white space, quotes, brackets that never stand bare in a URL, and Chinese punctuation. */
const WEB_LINK = new RegExp(
  `(?:https?|(?<![\\w+.-])${ANY_SCHEME})://(?!/)[^\\s<>"\`{}|\\\\^\\u3000-\\u303f\\uff00-\\uffef“”‘’«»]+`,
  'gi',
);
const OTHER_SCHEME = new RegExp(`(?<![\\w+.-])(?!${ANY_SCHEME}:)(?:[a-z][a-z0-9+.-]*://|magnet:\\?)[^\\s<>"]+`, 'gi');
const BROKEN_WEB_LINK = new RegExp(`(?<![\\w+.-])${ANY_SCHEME}:(?!//[^\\s/?#])[^\\s]*`, 'gi');
/** A line that is nothing but a host with a path: `example.com/file.zip`. Without a path it is more likely prose. */
const BARE = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\/\S+$/i;

/** A sentence's punctuation is not the link's; a closing bracket is, when the link opened it. */
function trimTail(link: string): string {
  let end = link.length;
  while (end > 0) {
    const last = link.charAt(end - 1);
    const open = last === ')' ? '(' : last === ']' ? '[' : null;
    const rest = link.slice(0, end);
    const unbalanced = open !== null && rest.split(last).length > rest.split(open).length;
    if (!unbalanced && !/[.,;:!?'*_~]/.test(last)) break;
    end -= 1;
  }
  return link.slice(0, end);
}

export function extractLinks(text: string): FoundLinks {
  const links = new Set<string>();
  const unusable = new Set<string>();
  let repeated = 0;
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim();
    const found = BARE.test(bare) ? [`https://${bare}`] : Array.from(line.matchAll(WEB_LINK), ([match]) => match);
    for (const match of found) {
      const link = trimTail(match);
      if (!URL.canParse(link)) unusable.add(link);
      else if (links.has(link)) repeated += 1;
      else links.add(link);
    }
    for (const pattern of [OTHER_SCHEME, BROKEN_WEB_LINK]) {
      for (const [match] of line.matchAll(pattern)) unusable.add(trimTail(match));
    }
  }
  return { links: [...links], repeated, unusable: [...unusable] };
}

/** The file name a link seems to promise, as a hint before the server has been asked; empty when it says none. */
export function nameInLink(link: string): string {
  if (!URL.canParse(link)) return '';
  const last = new URL(link).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
