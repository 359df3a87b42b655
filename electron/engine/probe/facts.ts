import type { Checksum } from '../../../shared/download.ts';
import { announcedDigest } from '../headers/digest.ts';
import { mirrorLinks } from '../headers/link.ts';
import { header } from '../headers/values.ts';
import { strongValidator, type Validator } from '../headers/validators.ts';
import type { ReplyHead } from '../http/transport.ts';

/** What the first reply tells of the file. Sizes in bytes. */
export interface SourceFacts {
  /** After redirects. */
  readonly finalUrl: URL;
  readonly sizeBytes: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** May go into If-Range; `null` when the server gave no strong one. */
  readonly validator: Validator | null;
  /** `honoured`: answered with the range. `claimed`: answered whole, with `Accept-Ranges: bytes`. */
  readonly ranges: 'honoured' | 'claimed' | 'no';
  readonly encoded: boolean;
  readonly contentDisposition: string | null;
  /** Type and subtype, lower case, without parameters. */
  readonly mediaType: string | null;
  /** The strongest digest of the whole file that the reply announces. */
  readonly digest: Checksum | null;
  /** Further addresses of the file that the reply names, best first. */
  readonly mirrors: readonly URL[];
}

export interface ProbeReply {
  readonly head: ReplyHead;
  readonly url: URL;
  readonly sizeBytes: number | null;
  readonly partial: boolean;
  readonly encoded: boolean;
}

export function readFacts({ head, url, sizeBytes, partial, encoded }: ProbeReply): SourceFacts {
  const claimed = /\bbytes\b/i.test(header(head.headers, 'accept-ranges') ?? '');
  const type = header(head.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  return {
    finalUrl: url,
    // The length of a coded body is not the length of the file.
    sizeBytes: encoded ? null : sizeBytes,
    etag: header(head.headers, 'etag'),
    lastModified: header(head.headers, 'last-modified'),
    validator: strongValidator(head.headers),
    ranges: partial ? 'honoured' : claimed ? 'claimed' : 'no',
    encoded,
    contentDisposition: header(head.headers, 'content-disposition'),
    mediaType: type === undefined || type === '' ? null : type,
    // A digest of a coded form says nothing of the file.
    digest: encoded ? null : announcedDigest(head.headers, !partial),
    mirrors: mirrorLinks(head.headers, url).map((mirror) => mirror.url),
  };
}
