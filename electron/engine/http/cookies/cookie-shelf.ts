import type { StoredCookie } from './stored-cookie.ts';
import type { Jar } from './jar.ts';

/** Of what servers have set and no request has asked for yet: a reply to every connection may set one. */
const MAX_UNREAD = 200;

interface SetCookies {
  readonly url: URL;
  readonly fields: readonly string[];
}

/**
 * The cookies of one download: those that it was given, and those that servers set on the way, each for whom it is for
 * (RFC 6265). The jar itself is loaded when the first cookie must be looked for.
 */
export class CookieShelf {
  #jar: Promise<Jar> | null = null;
  #unread: SetCookies[] = [];

  constructor(private readonly given: readonly StoredCookie[]) {}

  /** Whether it was given these very ones. */
  isOf(given: readonly StoredCookie[]): boolean {
    return given === this.given;
  }

  /** @param fields of Set-Cookie, in a reply from `url` */
  set(url: URL, fields: readonly string[]): void {
    this.#unread.push({ url, fields });
    if (this.#unread.length > MAX_UNREAD) this.#unread.shift();
  }

  /**
   * The value of Cookie for `url`, or `null` for none; a promise only when there is something to look for.
   * @param own a value of the user's for this very origin: what servers set since goes before it
   */
  header(url: URL, own: string | null): string | null | Promise<string | null> {
    if (this.#jar === null && this.given.length === 0 && this.#unread.length === 0) return own;
    this.#jar ??= import('./jar.ts').then(({ Jar }) => new Jar(this.given));
    return this.#jar.then((jar) => {
      for (const { url: from, fields } of this.#unread.splice(0)) jar.set(from, fields);
      return jar.header(url, own);
    });
  }
}
