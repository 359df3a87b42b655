/** Names of headers and parameters whose values are secrets. */
const SECRET_NAME =
  '(?:proxy-)?authorization|(?:set-)?cookie|(?:x-)?(?:api|auth|access|secret|session)[-_]?(?:key|token|id)?|token|password|passwd|pwd|signature|sig|credential';
const HEADER = new RegExp(`\\b(${SECRET_NAME})(["']?\\s*:\\s*)[^\\r\\n]+`, 'gi');
const PARAMETER = new RegExp(`\\b(${SECRET_NAME})=[^\\s&;"']+`, 'gi');
const BEARER = /\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{6,}/gi;
/** The part of a link that may carry secrets: who signs in, and everything after the path. */
const LINK = /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@"'<>]*@)?([^\s?#"'<>]*)(\?[^\s#"'<>]*)?(#[^\s"'<>]*)?/gi;

/** Text for people to read and to pass on: links lose sign-in, query and fragment; headers and tokens their values. */
export function redact(text: string): string {
  return text
    .replace(LINK, (_all, scheme: string, rest: string, query?: string, fragment?: string) => {
      return `${scheme}${rest}${query ? '?…' : ''}${fragment ? '#…' : ''}`;
    })
    .replace(HEADER, '$1$2…')
    .replace(BEARER, '$1 …')
    .replace(PARAMETER, '$1=…');
}
