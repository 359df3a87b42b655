/** Of links that can be downloaded: with TLS from the first byte `ftps`, with AUTH TLS `ftpes`. */
const DOWNLOADABLE = ['http', 'https', 'ftp', 'ftps', 'ftpes'] as const;

/** Whether a text begins as such a link does. */
export const beginsAsLink = (text: string): boolean => BEGINNING.test(text);
const BEGINNING = new RegExp(`^(?:${DOWNLOADABLE.join('|')})://`, 'i');

/** How many such links begin in a text. */
export const countLinks = (text: string): number => text.match(ANYWHERE)?.length ?? 0;
const ANYWHERE = new RegExp(`(?:${DOWNLOADABLE.join('|')})://`, 'gi');

export const isDownloadable = (url: URL): boolean => DOWNLOADABLE.some((scheme) => url.protocol === `${scheme}:`);
export const isFtp = (url: URL): boolean => /^ftpe?s?:$/.test(url.protocol);

/** Scheme, host and port; as `URL.origin`, which is `null` for every scheme that browsers do not know. */
export const originOf = (url: URL): string => (url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin);
