import { SluiceError } from '../../../../shared/failures.ts';
import { transportFailure } from '../errors.ts';

/** The proxy answers, but opens no tunnel to this port: for plain http it may still pass on a request. */
export class TunnelRefused extends SluiceError {}

/** What went wrong on the way to a proxy itself, told apart from what goes wrong with the server behind it. */
export function proxyUnreachable(error: unknown): SluiceError {
  const { code, detail } = transportFailure(error);
  return new SluiceError('proxy-unreachable', detail === '' ? code : detail, { cause: error });
}
