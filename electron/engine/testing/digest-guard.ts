import { createHash, randomBytes } from 'node:crypto';

export interface DigestRules {
  readonly user: string;
  readonly password: string;
  /** Default `Guarded`. */
  readonly realm?: string;
  /** Challenges in this order; default `['SHA-256']`. `null`: without the parameter. */
  readonly algorithms?: readonly (string | null)[];
  /** Default `auth`; `null` as in RFC 2069. */
  readonly qop?: string | null;
  readonly userhash?: boolean;
  readonly charset?: 'UTF-8';
  /** A nonce that was used so often is stale. Default: never. */
  readonly usesPerNonce?: number;
  /** For a proxy. */
  readonly method?: string;
}

const HASHES: Readonly<Record<string, string>> = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256' };

/** Checks Digest (RFC 7616) as strictly as it may be, in an own hand: each count of a nonce is good for one request. */
export class DigestGuard {
  readonly #counts = new Map<string, Set<string>>();

  constructor(private readonly rules: DigestRules) {}

  /** @returns what to ask for, or `null` when the request may pass */
  check(authorization: string | undefined, method: string, uri: string): readonly string[] | null {
    const fields = /^Digest /i.test(authorization ?? '') ? fieldsOf(authorization ?? '') : null;
    const counts = this.#counts.get(fields?.['nonce'] ?? '');
    if (!fields || !counts) return this.#challenges(false);
    if (!this.#right(fields, method, uri)) return this.#challenges(false);
    const { usesPerNonce = Infinity, qop = 'auth' } = this.rules;
    const count = qop === null ? String(counts.size) : (fields['nc'] ?? '');
    if (counts.has(count) || counts.size >= usesPerNonce) return this.#challenges(true);
    counts.add(count);
    return null;
  }

  #right(fields: Readonly<Record<string, string>>, method: string, uri: string): boolean {
    const { user, password, realm = 'Guarded', userhash = false, qop = 'auth' } = this.rules;
    const name = (fields['algorithm'] ?? 'MD5').toLowerCase();
    const hash = (text: string): string =>
      createHash(HASHES[name.replace('-sess', '')] ?? 'md5')
        .update(text)
        .digest('hex');
    const offered = (this.rules.algorithms ?? ['SHA-256']).map((algorithm) => (algorithm ?? 'MD5').toLowerCase());
    const given =
      fields['username*'] === undefined
        ? Buffer.from(fields['username'] ?? '', 'latin1').toString('utf8')
        : decodeURIComponent(fields['username*'].replace(/^UTF-8''/, ''));
    const { nonce = '', cnonce = '', nc = '' } = fields;
    const plain = hash(`${user}:${realm}:${password}`);
    const key = name.endsWith('-sess') ? hash(`${plain}:${nonce}:${cnonce}`) : plain;
    const request = hash(`${method}:${uri}`);
    const expected =
      qop === null ? hash(`${key}:${nonce}:${request}`) : hash(`${key}:${nonce}:${nc}:${cnonce}:auth:${request}`);
    return (
      offered.includes(name) &&
      given === (userhash ? hash(`${user}:${realm}`) : user) &&
      fields['uri'] === uri &&
      fields['realm'] === realm &&
      fields['opaque'] === 'opaque' &&
      fields['response'] === expected
    );
  }

  #challenges(stale: boolean): string[] {
    const { realm = 'Guarded', algorithms = ['SHA-256'], qop = 'auth', userhash, charset } = this.rules;
    return algorithms.map((algorithm) => {
      const nonce = randomBytes(9).toString('base64');
      this.#counts.set(nonce, new Set());
      const parts = [
        `realm="${realm}"`,
        `nonce="${nonce}"`,
        'opaque="opaque"',
        ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
        ...(qop === null ? [] : [`qop="${qop}"`]),
        ...(userhash ? ['userhash=true'] : []),
        ...(charset ? [`charset=${charset}`] : []),
        ...(stale ? ['stale=true'] : []),
      ];
      return `Digest ${parts.join(', ')}`;
    });
  }
}

function fieldsOf(value: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, name = '', quoted, token = ''] of value.matchAll(/([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^",\s]+))/g)) {
    fields[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? token;
  }
  return fields;
}
