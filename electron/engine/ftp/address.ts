import { domainToASCII } from 'node:url';
import { SluiceError } from '../../../shared/failures.ts';

/** Where and how a link leads over FTP. */
export interface FtpAddress {
  /** An IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** `explicit`: by AUTH TLS (RFC 4217), before anything is said; `implicit`: from the first byte. */
  readonly tls: 'none' | 'explicit' | 'implicit';
  /** As it goes into commands: from the folder that the sign-in leads to; from the root when it begins with `/`. */
  readonly path: string;
}

/** FTP's own; a `ftps` link to it can only mean AUTH TLS. */
const PORT = 21;
const IMPLICIT_PORT = 990;

/**
 * Reads `ftp://`, `ftps://` (TLS from the first byte, but on port 21) and `ftpes://` (AUTH TLS) by RFC 1738 section 3.2.
 * @throws {SluiceError} `bad-url`
 */
export function ftpAddress(url: URL): FtpAddress {
  const implicit = url.protocol === 'ftps:' && url.port !== String(PORT);
  const path = decoded(url.pathname.replace(/^\//, '').replace(/;type=[aid]$/i, ''));
  // A line break would be a command of its own.
  if (/[\r\n\0]/.test(path)) throw new SluiceError('bad-url', 'A path with a line break');
  if (path === '' || path.endsWith('/')) throw new SluiceError('bad-url', 'The link names a folder, not a file');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    // Of schemes that they do not know URLs keep the host as it was written.
    host: domainToASCII(decoded(host)) || host,
    port: url.port === '' ? (implicit ? IMPLICIT_PORT : PORT) : Number(url.port),
    tls: implicit ? 'implicit' : url.protocol === 'ftp:' ? 'none' : 'explicit',
    path,
  };
}

/** User and password out of the value of Authorization; anonymous without one (RFC 1635). */
export function ftpSignIn(authorization: string | undefined): { readonly user: string; readonly password: string } {
  const [, encoded] = /^Basic ([\w+/=]+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return { user: 'anonymous', password: 'anonymous@' };
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  if (/[\r\n\0]/.test(text)) throw new SluiceError('bad-option', 'A user name or password with a line break');
  return { user, password };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
