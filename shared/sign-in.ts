import type { Failure } from './failures.ts';

/**
 * Who asks for a sign-in when a download stands still because of this; `null`: nobody. A link that has worked before and is
 * refused for want of a sign-in may have expired, or the sign-in was not kept: only the user can tell.
 */
export function asksForSignIn({ code, detail }: Failure): 'server' | 'proxy' | null {
  if (code === 'proxy-sign-in') return 'proxy';
  return code === 'unauthorized' || (code === 'link-expired' && UNAUTHORIZED.test(detail)) ? 'server' : null;
}

/** What servers say when they want to know who asks; RFC 959 section 4.2 and RFC 2228 for FTP. */
const UNAUTHORIZED = /^(?:HTTP 401|FTP (?:430|530|532))\b/;
