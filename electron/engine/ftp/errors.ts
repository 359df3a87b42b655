import { SluiceError, type FailureCode } from '../../../shared/failures.ts';
import { transportFailure } from '../http/errors.ts';

/** What replies (RFC 959 section 4.2) mean to a download. */
const CODES: Readonly<Record<number, FailureCode>> = {
  421: 'server-busy',
  425: 'connection-lost',
  426: 'connection-lost',
  430: 'unauthorized',
  450: 'server-busy',
  451: 'server-error',
  452: 'server-error',
  530: 'unauthorized',
  532: 'unauthorized',
  534: 'client-error',
  550: 'not-found',
  553: 'forbidden',
};
/** Servers have no code of its own for these. */
const TOO_MANY = /too many|maximum|limit|connections from|try again later/i;
const NOT_ALLOWED = /permission|denied|not allowed|forbidden|access/i;

/** A failure of the control or the data connection. */
export function ftpFailure(error: unknown): SluiceError {
  if (error instanceof SluiceError) return error;
  const { message, code } = error as Error & { code?: unknown };
  const options = { cause: error };
  if (typeof code === 'number') {
    const detail = `FTP ${message}`;
    if (code === 530 && TOO_MANY.test(message)) return new SluiceError('too-many-requests', detail, options);
    if (code === 550 && NOT_ALLOWED.test(message)) return new SluiceError('forbidden', detail, options);
    const known = CODES[code] ?? (code >= 500 ? 'client-error' : code >= 400 ? 'server-error' : 'bad-reply');
    return new SluiceError(known, detail, options);
  }
  if (/^Timeout/.test(message)) return new SluiceError('stalled', message, options);
  return transportFailure(error);
}
