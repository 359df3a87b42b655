import type { Checksum } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import type { DownloadRequest } from '../types.ts';
import { parseMetalink, STRENGTH, type MetalinkFile } from './metalink.ts';

/** What a Metalink says of one file, as the part of a request that it makes up. */
export type MetalinkRequest = Pick<
  DownloadRequest,
  'url' | 'mirrors' | 'fileName' | 'sizeBytes' | 'checksum' | 'pieces'
>;

/**
 * The downloads that a Metalink file (version 3 or 4, RFC 5854) describes. Names are safe to create in any folder.
 * @throws {SluiceError} `bad-metalink`, also when a file has no address that can be downloaded
 */
export function readMetalink(text: string): MetalinkRequest[] {
  const files = parseMetalink(text, process.platform);
  if (files.length === 0) throw new SluiceError('bad-metalink', 'It names no file');
  return files.map(requestOf);
}

function requestOf({ name, sizeBytes, hashes, pieces, sources }: MetalinkFile): MetalinkRequest {
  const [first, ...mirrors] = sources;
  if (!first) throw new SluiceError('bad-metalink', `No address for ${name} that can be downloaded`);
  const [checksum] = STRENGTH.flatMap((algorithm): Checksum[] => {
    const hex = hashes[algorithm];
    return hex === undefined ? [] : [{ algorithm, hex }];
  });
  return {
    url: first.url,
    mirrors: mirrors.map(({ url }) => url),
    fileName: name,
    sizeBytes: sizeBytes ?? undefined,
    checksum,
    pieces: pieces ?? undefined,
  };
}
