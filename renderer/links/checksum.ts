import {
  CHECKSUM_ALGORITHMS,
  CHECKSUM_HEX_LENGTH,
  type Checksum,
  type ChecksumAlgorithm,
} from '../../shared/download.ts';

/** What was typed into a checksum field. */
export type ReadChecksum =
  | { readonly kind: 'empty' }
  | { readonly kind: 'valid'; readonly checksum: Checksum }
  /** No algorithm has a digest of this many digits. */
  | { readonly kind: 'unknown-length'; readonly digits: number }
  /** An algorithm was named, but the digest is not its length. */
  | {
      readonly kind: 'wrong-length';
      readonly algorithm: ChecksumAlgorithm;
      readonly digits: number;
      readonly expected: number;
    }
  | { readonly kind: 'not-hex' };

const NAMED = /^(md5|sha-?1|sha-?256|sha-?512|crc-?32)(?=[\s:=(])/i;

const algorithmNamed = (name: string): ChecksumAlgorithm | undefined => {
  const plain = name.toLowerCase().replace('-', '');
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm.replace('-', '') === plain);
};

/**
 * Reads a digest the ways sites print them: bare, `sha256:…`, `SHA256 (file) = …` (BSD), or `… *file` (coreutils).
 * Without a name the algorithm follows from the length, which is different for each.
 */
export function readChecksum(text: string): ReadChecksum {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const named = algorithmNamed(NAMED.exec(trimmed)?.[1] ?? '');
  const afterName = named
    ? trimmed
        .replace(NAMED, '')
        .replace(/^\s*\(.*\)/, '')
        .replace(/^[\s:=]+/, '')
    : trimmed;
  const hex = (afterName.split(/\s/)[0] ?? '').toLowerCase();
  if (!/^[0-9a-f]+$/.test(hex)) return { kind: 'not-hex' };
  if (named) {
    const expected = CHECKSUM_HEX_LENGTH[named];
    if (hex.length !== expected) return { kind: 'wrong-length', algorithm: named, digits: hex.length, expected };
    return { kind: 'valid', checksum: { algorithm: named, hex } };
  }
  const algorithm = CHECKSUM_ALGORITHMS.find((candidate) => CHECKSUM_HEX_LENGTH[candidate] === hex.length);
  return algorithm ? { kind: 'valid', checksum: { algorithm, hex } } : { kind: 'unknown-length', digits: hex.length };
}

/** `SHA-256`, as people write it. */
export const algorithmName = (algorithm: ChecksumAlgorithm): string => algorithm.toUpperCase();
