/** Netscape cookie files, as browsers' export extensions, curl and wget write them. */

export interface StoredCookie {
  /** Without a leading dot. */
  readonly domain: string;
  readonly includeSubdomains: boolean;
  readonly path: string;
  readonly secure: boolean;
  /** Seconds since 1970; 0 lives as long as the file does. */
  readonly expires: number;
  readonly name: string;
  readonly value: string;
}

/** @returns the cookies and how many lines could not be read. Domain, flag, path, secure, expiry, name, value by tabs. */
export function parseCookieFile(text: string): { cookies: StoredCookie[]; unreadable: number } {
  const cookies: StoredCookie[] = [];
  let unreadable = 0;
  for (const raw of text.split(/\r?\n/)) {
    // The one comment that is none: cookies hidden from scripts.
    const line = raw.startsWith('#HttpOnly_') ? raw.slice('#HttpOnly_'.length) : raw;
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [domain, flag, path, secure, expires, name, ...value] = line.split('\t');
    const expiry = Number(expires);
    if (!domain || !path?.startsWith('/') || name === undefined || !Number.isFinite(expiry)) {
      unreadable += 1;
      continue;
    }
    cookies.push({
      domain: domain.replace(/^\./, '').toLowerCase(),
      includeSubdomains: flag?.toUpperCase() === 'TRUE',
      path,
      secure: secure?.toUpperCase() === 'TRUE',
      expires: expiry,
      name,
      value: value.join('\t'),
    });
  }
  return { cookies, unreadable };
}

/** The `Cookie` header for a URL, or `null` when none fits (RFC 6265 section 5.4). */
export function cookieHeader(cookies: readonly StoredCookie[], url: URL, nowMs: number): string | null {
  const fitting = cookies
    .filter((cookie) => fits(cookie, url, nowMs))
    // Longer paths first; the order of the file otherwise.
    .sort((a, b) => b.path.length - a.path.length);
  if (fitting.length === 0) return null;
  return fitting.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ');
}

function fits(cookie: StoredCookie, url: URL, nowMs: number): boolean {
  if (cookie.secure && url.protocol !== 'https:') return false;
  if (cookie.expires !== 0 && cookie.expires * 1000 <= nowMs) return false;
  return domainFits(cookie, url.hostname) && pathFits(cookie.path, url.pathname);
}

function domainFits(cookie: StoredCookie, host: string): boolean {
  if (host === cookie.domain) return true;
  // An address has no subdomains.
  return cookie.includeSubdomains && !/^[\d.]+$|^\[/.test(host) && host.endsWith(`.${cookie.domain}`);
}

/** RFC 6265 section 5.1.4: `/a` fits `/a` and `/a/b`, not `/ab`. */
const pathFits = (wanted: string, path: string): boolean =>
  path === wanted || path.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`);
