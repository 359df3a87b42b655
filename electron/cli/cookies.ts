import type { StoredCookie } from '../engine/index.ts';
import { headerValue } from '../../shared/links/headers.ts';
import { UsageError } from './usage-error.ts';

/** Netscape cookie files, as browsers' export extensions, curl and wget write them. */

/** Those that can be sent. @throws {UsageError} for a file of another format */
export function cookiesOf(text: string): readonly StoredCookie[] {
  const { cookies, unreadable } = parseCookieFile(text);
  if (cookies.length === 0 && unreadable > 0) {
    throw new UsageError('--cookie-file is not in the Netscape format (seven fields with tabs between them).');
  }
  return cookies.flatMap((cookie) => {
    const [name, value] = [headerValue(cookie.name), headerValue(cookie.value)];
    return name === null || value === null ? [] : [{ ...cookie, name, value }];
  });
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
