import { parseDictionary } from 'structured-headers';
import { CHECKSUM_HEX_LENGTH, type Checksum, type ChecksumAlgorithm } from '../../../shared/download.ts';
import { header, trimOws, type HeaderFields } from './values.ts';

/** Strongest first; the names of the registries for RFC 9530 and RFC 3230. Their others cannot be computed here. */
const ALGORITHMS: readonly (readonly [names: readonly string[], algorithm: ChecksumAlgorithm])[] = [
  [['sha-512'], 'sha-512'],
  [['sha-256'], 'sha-256'],
  [['sha', 'sha-1'], 'sha-1'],
  [['md5'], 'md5'],
];

/**
 * The strongest digest that a reply announces of the whole file, or `null`. `Repr-Digest` (RFC 9530 section 3) and
 * `Digest` (RFC 3230) are of the file whatever part of it the reply carries; `Content-Digest` (RFC 9530 section 2) and
 * `Content-MD5` (RFC 2616 section 14.15) are of the reply's own body. Malformed fields are passed over.
 * @param whole the reply is a 200, its body the whole file in no coded form
 */
export function announcedDigest(fields: HeaderFields, whole: boolean): Checksum | null {
  const md5 = whole ? header(fields, 'content-md5') : null;
  const sources = [
    structured(header(fields, 'repr-digest')),
    listed(header(fields, 'digest')),
    ...(whole ? [structured(header(fields, 'content-digest'))] : []),
    ...(md5 === null ? [] : [new Map([['md5', fromBase64(md5)]])]),
  ];
  for (const [names, algorithm] of ALGORITHMS) {
    for (const digests of sources) {
      const bytes = names.map((name) => digests.get(name)).find((found) => found !== undefined);
      if (bytes && bytes.length * 2 === CHECKSUM_HEX_LENGTH[algorithm])
        return { algorithm, hex: bytes.toString('hex') };
    }
  }
  return null;
}

type Digests = ReadonlyMap<string, Buffer>;

/** A dictionary of byte sequences (RFC 9651), `sha-256=:…:`. */
function structured(value: string | null): Digests {
  if (value === null) return new Map();
  try {
    return new Map(
      [...parseDictionary(value)].flatMap(([name, [item]]) =>
        item instanceof ArrayBuffer ? [[name, Buffer.from(item)]] : [],
      ),
    );
  } catch {
    return new Map();
  }
}

/** `SHA-256=…,md5=…` in base64, names in any case. */
function listed(value: string | null): Digests {
  return new Map(
    (value ?? '').split(',').flatMap((part) => {
      const equals = part.indexOf('=');
      if (equals < 0) return [];
      return [[trimOws(part.slice(0, equals)).toLowerCase(), fromBase64(trimOws(part.slice(equals + 1)))]];
    }),
  );
}

/** Empty when it is not base64, so that its length fits no digest. */
const fromBase64 = (text: string): Buffer => Buffer.from(/^[A-Za-z0-9+/]+={0,2}$/.test(text) ? text : '', 'base64');
