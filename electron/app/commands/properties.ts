import type { DownloadProperties } from '../../../shared/ipc/properties.ts';
import type { DownloadRecord } from '../../engine/index.ts';
import { isHarmlessHeader } from '../../library/index.ts';

/** Any address as it may be shown. */
function withoutUser(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}

/** What the window may know of a download's requests: values of headers that can be secrets stay here. */
export function propertiesOf({ request, reply }: Pick<DownloadRecord, 'request' | 'reply'>): DownloadProperties {
  const given = Object.entries(request.headers ?? {});
  const isReferrer = ([name]: readonly [string, string]): boolean => name.toLowerCase() === 'referer';
  const referrer = given.find(isReferrer)?.[1];
  const headers = given
    .filter((entry) => !isReferrer(entry))
    .map(([name, value]) => ({ name, value: isHarmlessHeader(name, value) ? value : null }));
  if (request.credentials) headers.push({ name: 'Authorization', value: null });
  return {
    finalUrl: reply?.finalUrl ?? null,
    etag: reply?.etag ?? null,
    lastModified: reply?.lastModified ?? null,
    referrer: referrer === undefined ? null : withoutUser(referrer),
    headers,
    mirrors: (request.mirrors ?? []).map(withoutUser),
  };
}
