import type { Failure } from './failures.ts';

/**
 * Who asks for a sign-in when a download stands still because of this; `null`: nobody. A link that has worked before and is
 * refused with 401 may have expired, or the sign-in was not kept: only the user can tell.
 */
export function asksForSignIn({ code, detail }: Failure): 'server' | 'proxy' | null {
  if (code === 'proxy-sign-in') return 'proxy';
  return code === 'unauthorized' || (code === 'link-expired' && detail === 'HTTP 401') ? 'server' : null;
}
