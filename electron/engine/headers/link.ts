import { header, parseWhole, trimOws, type HeaderFields } from './values.ts';

/** One value of a `Link` field (RFC 8288 section 3). */
interface WebLink {
  /** As it stands between the angle brackets. */
  readonly target: string;
  /** Lower-case names; of several with one name the first counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A further place of the same file (RFC 6249 section 3). */
export interface MirrorLink {
  readonly url: URL;
  /** The lower the better, from 1; 999,999 when the link does not say. */
  readonly priority: number;
  /** Said to give the same validators or digests as the server that names it. */
  readonly preferred: boolean;
  /** Country code, lower case, or `null`. */
  readonly location: string | null;
  /** How many folders up the mirror is the same too, or `null`. */
  readonly depth: number | null;
}

/** More are of no use, and a reply may name thousands. */
const MAX_LINKS = 64;
const NO_PRIORITY = 999_999;

/**
 * The mirrors that a reply names by `rel=duplicate`, best first. Links about another resource (`anchor`) and addresses
 * that are not http or https are left out.
 * @param base the address the reply came from
 */
export function mirrorLinks(fields: HeaderFields, base: URL): MirrorLink[] {
  return parseLinks(header(fields, 'link') ?? '')
    .filter(({ parameters }) => relations(parameters).includes('duplicate') && !parameters.has('anchor'))
    .flatMap(({ target, parameters }) => {
      const url = URL.canParse(target, base.href) ? new URL(target, base) : null;
      if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return [];
      url.username = '';
      url.password = '';
      url.hash = '';
      const priority = parseWhole(parameters.get('pri') ?? '');
      const location = parameters.get('geo')?.toLowerCase() ?? '';
      return {
        url,
        priority: priority !== null && priority >= 1 && priority <= NO_PRIORITY ? priority : NO_PRIORITY,
        preferred: parameters.has('pref'),
        location: /^[a-z]{2}$/.test(location) ? location : null,
        depth: parseWhole(parameters.get('depth') ?? ''),
      };
    })
    .sort((a, b) => Number(b.preferred) - Number(a.preferred) || a.priority - b.priority);
}

const relations = (parameters: WebLink['parameters']): string[] =>
  (parameters.get('rel') ?? '').toLowerCase().split(/[ \t]+/);

/** Parameters of one link: a name, alone, with a token or with a quoted string (RFC 8288 appendix B.3). */
const PARAMETER = /[ \t]*;[ \t]*([^ \t=;,"]*)[ \t]*(?:=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^ \t;,"]*)))?[ \t]*/sy;
const TARGET = /[ \t,]*<([^>]*)>/y;

/** The links up to the first that is malformed. */
export function parseLinks(value: string): WebLink[] {
  const links: WebLink[] = [];
  let position = 0;
  while (links.length < MAX_LINKS) {
    TARGET.lastIndex = position;
    const match = TARGET.exec(value);
    if (!match) break;
    position = TARGET.lastIndex;
    const parameters = new Map<string, string>();
    for (;;) {
      PARAMETER.lastIndex = position;
      const parameter = PARAMETER.exec(value);
      if (!parameter) break;
      position = PARAMETER.lastIndex;
      const [, name = '', quoted, token = ''] = parameter;
      const key = name.toLowerCase();
      if (key !== '' && !parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/gs, '$1') ?? token);
    }
    const rest = /[ \t]*(?:,|$)/y;
    rest.lastIndex = position;
    if (!rest.test(value)) break;
    links.push({ target: trimOws(match[1] ?? ''), parameters });
  }
  return links;
}
