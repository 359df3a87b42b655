import { originOf } from '../../../shared/links/schemes.ts';
import { headersFor } from '../http/follow.ts';
import type { DownloadRequest } from '../types.ts';
import { parseUrl } from './options.ts';

/**
 * The request with another link. What was given for the old link's origin does not go to another one, nor does the leave to
 * accept any certificate.
 * @throws {SluiceError} `bad-url`
 */
export function relinked(request: DownloadRequest, link: string): DownloadRequest {
  const url = parseUrl(link);
  const before = parseUrl(request.url);
  const { credentials, headers, clientCertificate, insecure, ...rest } = request;
  const own = url.username !== '' || url.password !== '';
  const kept = originOf(url) === originOf(before) && {
    ...(!own && credentials && { credentials }),
    ...(clientCertificate && { clientCertificate }),
    ...(insecure !== undefined && { insecure }),
  };
  return { ...rest, ...kept, url: link, ...(headers && { headers: headersFor(url, headers, originOf(before)) }) };
}
