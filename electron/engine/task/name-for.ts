import { chooseFileName } from '../name/choose.ts';
import type { SourceFacts } from '../probe/facts.ts';

/**
 * The name to save under, sanitised for this platform: the user's, else what the server or the link suggests.
 * @param given as the user wrote it, or `null`
 * @param facts `null` before the server has answered: a first guess
 */
export function nameFor(given: string | null, url: URL, facts: SourceFacts | null): string {
  return chooseFileName({
    ...(given === null ? {} : { given }),
    contentDisposition: facts?.contentDisposition ?? null,
    url,
    ...(facts ? { finalUrl: facts.finalUrl } : {}),
    mediaType: facts?.mediaType ?? null,
    platform: process.platform,
  });
}
