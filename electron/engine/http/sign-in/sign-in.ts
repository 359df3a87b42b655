import { randomBytes } from 'node:crypto';
import { parseChallenges } from '../../headers/challenges.ts';
import { digestAuthorization, strongest, type DigestChallenge } from './digest.ts';

/** One to learn what sign-in is asked for, one to answer, and one more in case the nonce has just run out. */
export const MAX_REQUESTS = 3;

/** What a request was sent with. */
export interface Given {
  /** Of Authorization or Proxy-Authorization. */
  readonly value: string;
  /** `null`: by Basic. */
  readonly nonce: string | null;
}

/**
 * A user name and password for one server or proxy. Basic (RFC 7617) is sent unasked; once Digest was asked for nothing
 * else is, and all requests share the nonce and count its uses.
 */
export class SignIn {
  #challenge: DigestChallenge | null = null;
  #cnonce = '';
  #count = 0;

  constructor(
    private readonly user: string,
    private readonly password: string,
  ) {}

  isOf({ user, password }: { readonly user: string; readonly password: string }): boolean {
    return user === this.user && password === this.password;
  }

  /** @param uri as on the request line */
  give(method: string, uri: string): Given {
    const challenge = this.#challenge;
    if (!challenge) return { value: this.#basic(), nonce: null };
    this.#count += 1;
    const { user, password } = this;
    const answer = { user, password, method, uri, cnonce: this.#cnonce, count: this.#count };
    return { value: digestAuthorization(challenge, answer), nonce: challenge.nonce };
  }

  /**
   * What was given was refused.
   * @param field WWW-Authenticate or Proxy-Authenticate
   * @param asked it was the answer to a challenge of the same exchange
   * @returns whether to give again: the server has asked for something else
   */
  refused(given: Given, field: string, asked: boolean): boolean {
    const challenge = strongest(parseChallenges(field));
    if (!challenge) return false;
    // Another request's nonce may have run out, or be good for one use only. An answer of its own that is refused is wrong.
    if (given.nonce !== null && asked && !challenge.stale) return false;
    this.#challenge = challenge;
    this.#cnonce = randomBytes(16).toString('hex');
    this.#count = 0;
    return true;
  }

  #basic(): string {
    return `Basic ${Buffer.from(`${this.user}:${this.password}`, 'utf8').toString('base64')}`;
  }
}
