import { createHash, getHashes } from 'node:crypto';
import type { Challenge } from '../../headers/challenges.ts';

/** The algorithms of RFC 7616 section 3.3 by their names in Node, the strongest first. */
const HASHES = { 'sha-512-256': 'sha512-256', 'sha-256': 'sha256', md5: 'md5' } as const;
type Algorithm = keyof typeof HASHES;
const STRENGTH = Object.keys(HASHES) as readonly Algorithm[];

/** What a server asks for by Digest (RFC 7616 section 3.3), as far as it can be answered. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: Algorithm;
  /** As it was written, to be sent back; `null`: it was not. */
  readonly algorithmName: string | null;
  /** A key for the session is made of the first client nonce (`-sess`). */
  readonly session: boolean;
  /** `false`: without `qop`, as in RFC 2069. */
  readonly counted: boolean;
  readonly opaque: string | null;
  readonly userhash: boolean;
  readonly utf8: boolean;
  /** The user and the password were right, only the nonce was too old. */
  readonly stale: boolean;
}

/** @returns `null` for another scheme, and for what cannot be answered: an unknown algorithm, `auth-int` alone */
export function readDigest({ scheme, parameters }: Challenge): DigestChallenge | null {
  const nonce = parameters.get('nonce');
  if (scheme !== 'digest' || nonce === undefined) return null;
  const name = parameters.get('algorithm') ?? null;
  const lower = (name ?? 'md5').toLowerCase();
  const session = lower.endsWith('-sess');
  const algorithm = STRENGTH.find((known) => known === lower.replace(/-sess$/, ''));
  if (!algorithm || !getHashes().some((hash) => hash.toLowerCase() === HASHES[algorithm])) return null;
  const offered = parameters
    .get('qop')
    ?.toLowerCase()
    .split(/[\s,]+/);
  const counted = offered?.includes('auth') === true;
  if (offered && !counted && offered.some((qop) => qop !== '')) return null;
  const says = (parameter: string): boolean => parameters.get(parameter)?.toLowerCase() === 'true';
  return {
    realm: parameters.get('realm') ?? '',
    nonce,
    algorithm,
    algorithmName: name,
    session,
    counted,
    opaque: parameters.get('opaque') ?? null,
    userhash: says('userhash'),
    utf8: parameters.get('charset')?.toLowerCase() === 'utf-8',
    stale: says('stale'),
  };
}

/** The strongest of several (RFC 7616 section 3.7), or `null`. */
export function strongest(challenges: readonly Challenge[]): DigestChallenge | null {
  const usable = challenges.map(readDigest).filter((challenge) => challenge !== null);
  return (
    usable.sort(
      (a, b) => STRENGTH.indexOf(a.algorithm) - STRENGTH.indexOf(b.algorithm) || Number(b.counted) - Number(a.counted),
    )[0] ?? null
  );
}

export interface DigestAnswer {
  readonly user: string;
  readonly password: string;
  readonly method: string;
  /** As on the request line. */
  readonly uri: string;
  /** The same for all requests with a nonce: the key of a session is made of it. */
  readonly cnonce: string;
  /** How often the nonce has been used, this time included. */
  readonly count: number;
}

/** The value of Authorization (RFC 7616 section 3.4; without `qop`, RFC 2069 section 2.1.2). One character a byte. */
export function digestAuthorization(challenge: DigestChallenge, answer: DigestAnswer): string {
  const { realm, nonce, algorithm, algorithmName, counted, opaque } = challenge;
  const { user, password, method, uri, cnonce, count } = answer;
  // Values of fields are one character a byte; what the user typed is hashed as UTF-8.
  const hash = (...parts: readonly string[]): string =>
    createHash(HASHES[algorithm])
      .update(Buffer.concat(parts.map((part, index) => Buffer.from(index > 0 ? `:${part}` : part, 'latin1'))))
      .digest('hex');
  const [name, secret] = [utf8(user), utf8(password)];
  const nc = count.toString(16).padStart(8, '0');
  const plain = hash(name, realm, secret);
  const key = challenge.session ? hash(plain, nonce, cnonce) : plain;
  const request = hash(method, uri);
  const response = counted ? hash(key, nonce, nc, cnonce, 'auth', request) : hash(key, nonce, request);
  const fields = [
    userField(challenge, user, () => hash(name, realm)),
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    ...(algorithmName === null ? [] : [`algorithm=${algorithmName}`]),
    `response="${response}"`,
    ...(counted ? ['qop=auth', `nc=${nc}`] : []),
    ...(counted || challenge.session ? [`cnonce=${quoted(cnonce)}`] : []),
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
    ...(challenge.userhash ? ['userhash=true'] : []),
  ];
  return `Digest ${fields.join(', ')}`;
}

/** RFC 7616 section 3.4.4: hashed; or, beyond ASCII and where UTF-8 is spoken, in the form of RFC 8187. */
function userField({ userhash, utf8: spoken }: DigestChallenge, user: string, hashed: () => string): string {
  if (userhash) return `username="${hashed()}"`;
  if (!spoken || /^[\x20-\x7e]*$/.test(user)) return `username=${quoted(utf8(user))}`;
  const encoded = encodeURIComponent(user).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `username*=UTF-8''${encoded}`;
}

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
