import { basename } from 'node:path/posix';
import { CHECKSUM_ALGORITHMS, CHECKSUM_HEX_LENGTH, type ChecksumAlgorithm } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import { isDownloadable, isFtp } from '../../../shared/links/schemes.ts';
import { MAX_PIECES, type PieceHashes } from '../../../shared/pieces.ts';
import { parseWhole } from '../headers/values.ts';
import { sanitizeFileName } from '../name/sanitize.ts';
import { readXml, type XmlElement } from './xml.ts';

export interface MetalinkSource {
  /** http, https, ftp or ftps, without a fragment, a user name or a password. */
  readonly url: string;
  /** The lower the better, from 1; {@link NO_PRIORITY} when the file does not say. */
  readonly priority: number;
  /** ISO 3166-1 country code in lower case, or `null`. */
  readonly location: string | null;
}

export interface MetalinkFile {
  /** One component, safe to create in any folder. */
  readonly name: string;
  /** `null` when the file does not say. */
  readonly sizeBytes: number | null;
  /** Lower-case hexadecimal. */
  readonly hashes: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
  readonly pieces: PieceHashes | null;
  /** Best first; FTP, which costs more round trips, after the rest. Empty when all are of schemes that cannot be downloaded here. */
  readonly sources: readonly MetalinkSource[];
}

/** RFC 5854 section 4.2.16.2: the lowest there is. */
export const NO_PRIORITY = 999_999;
const V4 = 'urn:ietf:params:xml:ns:metalink';
const V3 = 'http://www.metalinker.org/';
/** Strongest first. */
export const STRENGTH: readonly ChecksumAlgorithm[] = ['sha-512', 'sha-256', 'sha-1', 'md5', 'crc32'];

const bad = (detail: string): SluiceError => new SluiceError('bad-metalink', detail);

/**
 * The files of a Metalink, version 4 (RFC 5854) or 3. What it does not know (other hashes, torrents,
 * signatures) is passed over; what contradicts itself is refused.
 * @param platform as `process.platform`, for the names
 * @throws {SluiceError} `bad-metalink`
 */
export function parseMetalink(text: string, platform: string): MetalinkFile[] {
  const root = readXml(text);
  if (root.name !== 'metalink') throw bad(`The root element is ${root.name}`);
  switch (root.namespace) {
    case V4:
      return children(root, 'file').map((file) => readFile(file, FORM_4, platform));
    case V3:
      return children(root, 'files')
        .flatMap((files) => children(files, 'file'))
        .map((file) => readFile(file, FORM_3, platform));
    default:
      throw bad('Neither a Metalink 3 nor a Metalink 4');
  }
}

/** Where the two versions differ. */
interface Form {
  /** Elements that hold the hashes and pieces, and the addresses. */
  readonly verification: (file: XmlElement) => readonly XmlElement[];
  readonly resources: (file: XmlElement) => readonly XmlElement[];
  readonly priority: (url: XmlElement) => number;
}

const FORM_4: Form = {
  verification: (file) => [file],
  resources: (file) => [file],
  priority: (url) => within(url.attributes.get('priority'), NO_PRIORITY) ?? NO_PRIORITY,
};

const FORM_3: Form = {
  verification: (file) => children(file, 'verification'),
  resources: (file) => children(file, 'resources'),
  priority: (url) => {
    // From 1 to 100, the higher the better.
    const preference = within(url.attributes.get('preference'), 100);
    return preference === null ? NO_PRIORITY : 101 - preference;
  },
};

const children = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name && child.namespace === element.namespace);

function within(text: string | undefined, most: number): number | null {
  const value = parseWhole(text?.trim() ?? '');
  return value !== null && value >= 1 && value <= most ? value : null;
}

function readFile(file: XmlElement, form: Form, platform: string): MetalinkFile {
  const name = file.attributes.get('name');
  if (name === undefined || name.trim() === '') throw bad('A file has no name');
  const [size] = children(file, 'size');
  const sizeBytes = size ? parseWhole(size.text) : null;
  if (size && sizeBytes === null) throw bad(`Not a size: ${size.text.slice(0, 40)}`);
  const proofs = form.verification(file);
  return {
    // RFC 5854 section 4.1.2.1 allows folders in a name; only its last component is used.
    name: sanitizeFileName(basename(name.trim().replaceAll('\\', '/')), { platform }),
    sizeBytes,
    hashes: readHashes(proofs.flatMap((proof) => children(proof, 'hash'))),
    pieces: readPieces(
      proofs.flatMap((proof) => children(proof, 'pieces')),
      sizeBytes,
    ),
    sources: form
      .resources(file)
      .flatMap((resources) => children(resources, 'url'))
      .flatMap((url) => readSource(url, form.priority(url)))
      .sort((a, b) => Number(isFtp(new URL(a.url))) - Number(isFtp(new URL(b.url))) || a.priority - b.priority),
  };
}

/** `sha-256` (version 4) and `sha256` (version 3); `null` for what cannot be computed here. */
function algorithmOf(element: XmlElement): ChecksumAlgorithm | null {
  const bare = (name: string): string => name.trim().toLowerCase().replaceAll('-', '');
  const type = bare(element.attributes.get('type') ?? '');
  return CHECKSUM_ALGORITHMS.find((algorithm) => bare(algorithm) === type) ?? null;
}

function digestOf(element: XmlElement, algorithm: ChecksumAlgorithm): string {
  const hex = element.text.toLowerCase();
  const whole = /^[0-9a-f]+$/.test(hex) && hex.length === CHECKSUM_HEX_LENGTH[algorithm];
  if (!whole) throw bad(`Not a ${algorithm}: ${hex.slice(0, 40)}`);
  return hex;
}

function readHashes(elements: readonly XmlElement[]): MetalinkFile['hashes'] {
  return Object.fromEntries(
    elements.flatMap((element) => {
      const algorithm = algorithmOf(element);
      return algorithm ? [[algorithm, digestOf(element, algorithm)]] : [];
    }),
  );
}

/** The strongest of several lists. */
function readPieces(lists: readonly XmlElement[], sizeBytes: number | null): PieceHashes | null {
  const known = lists.flatMap((list) => {
    const algorithm = algorithmOf(list);
    return algorithm ? [{ list, algorithm }] : [];
  });
  const [best] = known.sort((a, b) => STRENGTH.indexOf(a.algorithm) - STRENGTH.indexOf(b.algorithm));
  if (!best) return null;
  const { list, algorithm } = best;
  const lengthBytes = within(list.attributes.get('length'), Number.MAX_SAFE_INTEGER);
  if (lengthBytes === null) throw bad('Pieces without a length');
  const hashes = children(list, 'hash');
  for (const [index, hash] of hashes.entries()) {
    const number = hash.attributes.get('piece');
    if (number !== undefined && number.trim() !== String(index)) throw bad(`Piece ${number.slice(0, 20)} out of order`);
  }
  if (sizeBytes !== null && hashes.length !== Math.ceil(sizeBytes / lengthBytes)) {
    throw bad(`${String(hashes.length)} pieces do not make up ${String(sizeBytes)} bytes`);
  }
  // More than are ever kept: the digest of the whole must do.
  return hashes.length === 0 || hashes.length > MAX_PIECES
    ? null
    : { algorithm, lengthBytes, hashes: hashes.map((hash) => digestOf(hash, algorithm)) };
}

function readSource(element: XmlElement, priority: number): MetalinkSource[] {
  // Version 3 names a torrent by the http address of its file.
  const type = element.attributes.get('type')?.trim().toLowerCase() ?? 'http';
  if (!URL.canParse(element.text) || !/^(https?|ftps?)$/.test(type)) return [];
  const url = new URL(element.text);
  if (!isDownloadable(url) || url.hostname === '') return [];
  // Whoever made the file may not sign the user in anywhere.
  url.username = '';
  url.password = '';
  url.hash = '';
  const location = element.attributes.get('location')?.trim().toLowerCase() ?? '';
  return [{ url: url.href, priority, location: /^[a-z]{2}$/.test(location) ? location : null }];
}
