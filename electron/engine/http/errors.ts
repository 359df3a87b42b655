import { SluiceError, type FailureCode } from '../../../shared/failures.ts';

/** Node's and undici's error codes, by what they mean to a download. Certificate errors are matched by pattern below. */
const CODES: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'dns-failed',
  EAI_AGAIN: 'dns-failed',
  EAI_FAIL: 'dns-failed',
  ECONNREFUSED: 'connect-refused',
  EHOSTUNREACH: 'connect-refused',
  ENETUNREACH: 'connect-refused',
  EADDRNOTAVAIL: 'connect-refused',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'stalled',
  UND_ERR_BODY_TIMEOUT: 'stalled',
  UND_ERR_HEADERS_OVERFLOW: 'bad-reply',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection-lost',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  UND_ERR_SOCKET: 'connection-lost',
  UND_ERR_PRX_TLS: 'proxy-failed',
};

const CERTIFICATE =
  /CERT|^DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS_CERT_ALTNAME|^ERR_SSL|CRL|^HOSTNAME_MISMATCH|^INVALID_(CA|PURPOSE)/;

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const nested = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...codesOf(error.cause), ...nested];
}

/** A transport error as a failure. What cannot be recognised is taken as a lost connection: that is tried again. */
export function transportFailure(error: unknown): SluiceError {
  if (error instanceof SluiceError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const codes = codesOf(error);
  const options = { cause: error };
  // undici's parser errors often carry no code.
  if (error instanceof Error && error.name === 'HTTPParserError') return new SluiceError('bad-reply', detail, options);
  for (const code of codes) {
    if (CERTIFICATE.test(code)) return new SluiceError('tls-invalid', `${code}: ${detail}`, options);
    const known = CODES[code];
    if (known) return new SluiceError(known, `${code}: ${detail}`, options);
  }
  if (/proxy/i.test(detail)) return new SluiceError('proxy-failed', detail, options);
  return new SluiceError('connection-lost', detail, options);
}
