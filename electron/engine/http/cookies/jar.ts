import { Cookie, CookieJar } from 'tough-cookie';
import type { StoredCookie } from './stored-cookie.ts';

/** Cookies by RFC 6265, with public suffixes and name prefixes looked after. */
export class Jar {
  readonly #jar = new CookieJar(undefined, { looseMode: true, prefixSecurity: 'strict', allowSecureOnLocal: false });

  constructor(given: readonly StoredCookie[]) {
    for (const { domain, includeSubdomains, path, secure, expires, name, value } of given) {
      const host = domain.includes(':') && !domain.startsWith('[') ? `[${domain}]` : domain;
      // What a file says is as good as a reply from that host, over TLS, would be.
      const url = `https://${host}/`;
      if (!URL.canParse(url)) continue;
      const cookie = new Cookie({
        key: name,
        value,
        domain: includeSubdomains ? domain : null,
        path,
        secure,
        expires: expires === 0 ? 'Infinity' : new Date(expires * 1000),
      });
      this.#jar.setCookieSync(cookie, url, { ignoreError: true });
    }
  }

  set(url: URL, fields: readonly string[]): void {
    for (const field of fields) this.#jar.setCookieSync(field, url.href, { ignoreError: true });
  }

  header(url: URL, own: string | null): string | null {
    const cookies = this.#jar.getCookiesSync(url.href).filter((cookie) => cookie.cookieString() !== '');
    const names = new Set(cookies.map(({ key }) => key));
    const others = (own ?? '').split(';').flatMap((pair) => {
      const trimmed = pair.trim();
      return trimmed === '' || names.has(trimmed.split('=')[0]?.trim() ?? '') ? [] : [trimmed];
    });
    const all = [...others, ...cookies.map((cookie) => cookie.cookieString())];
    return all.length === 0 ? null : all.join('; ');
  }
}
