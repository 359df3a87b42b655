import type { Session } from 'electron';
import { environmentProxy, type Environment } from '../../shared/proxy.ts';
import { environmentProxies, readPacAnswer, type SystemProxy } from '../engine/index.ts';

/**
 * What the environment names, as it may hold a sign-in, which Chromium drops; else what the system's settings or its PAC
 * file say, by Chromium's own resolver.
 */
export function systemProxy(session: Pick<Session, 'resolveProxy'>, environment: Environment): SystemProxy {
  const named = environmentProxies(environment);
  return async (url) => {
    if (environmentProxy(url, environment)) return named(url);
    // The only name that systems and PAC files have for all of FTP.
    return readPacAnswer(await session.resolveProxy(url.href.replace(/^ftp[es]+:/, 'ftp:')));
  };
}
