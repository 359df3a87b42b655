/** Of links that can be downloaded, with their ports: with TLS from the first byte `ftps`, with AUTH TLS `ftpes`. */
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ftps: 990, ftpes: 21 };
const DOWNLOADABLE = Object.keys(PORTS);

/** For regular expressions. */
export const ANY_SCHEME = `(?:${DOWNLOADABLE.join('|')})`;

/** Whether a text begins as such a link does. */
export const beginsAsLink = (text: string): boolean => BEGINNING.test(text);
const BEGINNING = new RegExp(`^${ANY_SCHEME}://`, 'i');

/** How many such links begin in a text. */
export const countLinks = (text: string): number => text.match(ANYWHERE)?.length ?? 0;
const ANYWHERE = new RegExp(`(?:${DOWNLOADABLE.join('|')})://`, 'gi');

export const isDownloadable = (url: URL): boolean => DOWNLOADABLE.some((scheme) => url.protocol === `${scheme}:`);
export const isFtp = (url: URL): boolean => isDownloadable(url) && url.protocol.startsWith('ftp');

/** Scheme, host and port; as `URL.origin`, which is `null` for every scheme that browsers do not know. */
export const originOf = (url: URL): string => (url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin);

/** The port that is connected to; empty for a scheme without one of its own. */
export const portOf = ({ protocol, port }: { readonly protocol: string; readonly port: string }): string =>
  port || String(PORTS[protocol.slice(0, -1)] ?? '');
