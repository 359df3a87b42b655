import { SluiceError, type FailureCode } from '../../../shared/failures.ts';

const CODES: Readonly<Record<number, FailureCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  407: 'proxy-sign-in',
  408: 'stalled',
  410: 'link-expired',
  425: 'too-many-requests',
  429: 'too-many-requests',
  503: 'server-busy',
};

/** A reply's status (RFC 9110 section 15) as a failure; for any status that is not the file. */
export function statusFailure(status: number): SluiceError {
  const detail = `HTTP ${String(status)}`;
  const known = CODES[status];
  if (known) return new SluiceError(known, detail);
  if (status >= 500) return new SluiceError('server-error', detail);
  if (status >= 400) return new SluiceError('client-error', detail);
  return new SluiceError('bad-reply', detail);
}
