import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** Wrong secrets an address may give before it has to wait, and how many more a second. */
const BURST = 30;
const PER_SECOND = 1;
const MAX_ADDRESSES = 1_000;

/** Which pages and names may come in besides the program's own machine; see {@link isAllowedOrigin}. */
export type Allowed = readonly string[];

/**
 * Origins and names as people list them, with commas or spaces between. Of the address of a page only its origin counts.
 */
export const readAllowed = (text: string): Allowed =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((entry) => {
      const isPage = /^https?:\/\//i.test(entry) && URL.canParse(entry);
      return isPage ? new URL(entry).origin : entry.toLowerCase();
    });

/** Extensions are installed by the user, and no page can claim such an origin; they need the secret all the same. */
const EXTENSION = /^(chrome|moz|safari-web)-extension:\/\//;

/**
 * Whether a request with this `Origin` may be answered. A page always sends one when it reaches across origins, so
 * without one it is a program.
 */
export const isAllowedOrigin = (origin: string | undefined, allowed: Allowed): boolean =>
  origin === undefined || EXTENSION.test(origin) || allowed.includes('*') || allowed.includes(origin.toLowerCase());

/** Names other than this machine's own can be made to lead here by their owner's name server (DNS rebinding). */
export function isAllowedHost(host: string | undefined, allowed: Allowed): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0 || allowed.includes(name);
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares secrets in a time that tells nothing of them, and makes guessing slow. */
export class Gate {
  readonly #secret: () => string;
  readonly #now: () => number;
  readonly #failures = new Map<string, { left: number; at: number }>();

  /** @param now monotonic ms */
  constructor(secret: () => string, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Too many wrong secrets came from there: none is looked at until a while has passed. */
  isShut(address: string): boolean {
    return this.#budget(address).left < 1;
  }

  matches(token: string | null, address: string): boolean {
    if (token !== null && timingSafeEqual(digest(token), digest(this.#secret()))) return true;
    const budget = this.#budget(address);
    this.#failures.delete(address);
    this.#failures.set(address, { left: budget.left - 1, at: this.#now() });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MAX_ADDRESSES && oldest !== undefined) this.#failures.delete(oldest);
    return false;
  }

  #budget(address: string): { left: number } {
    const known = this.#failures.get(address);
    if (!known) return { left: BURST };
    return { left: Math.min(BURST, known.left + ((this.#now() - known.at) / 1000) * PER_SECOND) };
  }
}
