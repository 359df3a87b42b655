import { asSluiceError, SluiceError } from '../../../shared/failures.ts';
import { originOf } from '../../../shared/links/schemes.ts';
import type { CookieShelf } from './cookies/cookie-shelf.ts';
import { openSigned } from './sign-in/open-signed.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { Exchange, ExchangeHandlers, ReplyHead, Transport, TransportRequest } from './transport.ts';

/** RFC 9110 section 15.4 leaves the number open; 20 is what browsers allow. */
const MAX_REDIRECTS = 20;
/** More fields than this are a flood, however small each is; every one costs an entry in memory. */
const MAX_FIELDS = 1_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Headers that tell nothing about the user to a stranger; all others stay with the origin they were meant for. */
const HARMLESS = new Set(['accept', 'accept-encoding', 'accept-language', 'if-range', 'range', 'user-agent']);

export interface FollowPolicy {
  /** The origin that `headers` were given for. */
  readonly credentialOrigin: string;
  /** For that origin. */
  readonly signIn: SignIn | null;
  /** Of the download: each goes where it belongs, wherever `credentialOrigin` is. */
  readonly cookies: CookieShelf;
  /** Follow a redirect from https to http. */
  readonly allowDowngrade: boolean;
}

/** `onHead` also learns where the reply came from. */
export interface FollowHandlers extends Omit<ExchangeHandlers, 'onHead'> {
  onHead(head: ReplyHead, url: URL): void;
}

/** The headers that may go to `url`: all of them to the origin they belong to, the harmless ones elsewhere. */
export function headersFor(
  url: URL,
  headers: Readonly<Record<string, string>>,
  credentialOrigin: string,
): Readonly<Record<string, string>> {
  if (originOf(url) === credentialOrigin) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase())));
}

/**
 * The address a redirect leads to, or `null` when the reply is none.
 * @throws {SluiceError} `redirect-invalid`, `redirect-refused`.
 */
export function redirectTarget(head: ReplyHead, from: URL, allowDowngrade: boolean): URL | null {
  const header = head.headers['location'];
  const locations = new Set(typeof header === 'string' ? [header] : (header ?? []));
  // Several that differ are an attack on whoever reads only one, whatever the status (RFC 9110 section 5.3).
  if (!REDIRECTS.has(head.status) && locations.size <= 1) return null;
  const [location] = locations;
  if (location === undefined || location.trim() === '' || locations.size > 1) {
    throw new SluiceError(
      'redirect-invalid',
      `${String(locations.size)} usable Location headers in a ${String(head.status)}`,
    );
  }
  // The wire carries bytes; servers put raw UTF-8 into Location, which the URL parser must see as text.
  const text = Buffer.from(location, 'latin1').toString('utf8');
  const readable = text.includes('\uFFFD') ? location : text;
  if (!URL.canParse(readable, from.href)) throw new SluiceError('redirect-invalid', 'The Location header is not a URL');
  const target = new URL(readable, from);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw new SluiceError('redirect-invalid', `Redirect to ${target.protocol}`);
  }
  if (from.protocol === 'https:' && target.protocol === 'http:' && !allowDowngrade) {
    throw new SluiceError('redirect-refused', `Redirect from https to http://${target.host}`);
  }
  // Credentials in a Location header are the server's wish, not the user's.
  target.username = '';
  target.password = '';
  target.hash = '';
  return target;
}

/** Opens `request` and follows redirects; the handlers see only the last reply. */
export function openFollowing(
  transport: Transport,
  request: TransportRequest,
  policy: FollowPolicy,
  handlers: FollowHandlers,
): Exchange {
  /** `null` while the cookies for it are looked for. */
  let current: Exchange | null = null;
  let aborted = false;
  let paused = false;

  const send = (wanted: TransportRequest, told: ExchangeHandlers): Exchange => {
    const { url, headers } = wanted;
    const { signIn, credentialOrigin } = policy;
    if (!signIn || originOf(url) !== credentialOrigin) return transport.open(wanted, told);
    return openSigned(
      {
        signIn,
        by: 'server',
        uri: url.pathname + url.search,
        open: (field, inner) => transport.open({ ...wanted, headers: { ...headers, ...field } }, inner),
      },
      told,
    );
  };

  const fail = (error: unknown): void => {
    if (aborted) return;
    aborted = true;
    handlers.onError(asSluiceError(error));
  };

  const visit = (url: URL, redirects: number): void => {
    const headers = headersFor(url, request.headers, policy.credentialOrigin);
    const go = (cookie: string | null): void => {
      if (aborted) return;
      current = ask(url, redirects, cookie === null ? headers : { ...headers, cookie });
      if (paused) current.pause();
    };
    const cookie = policy.cookies.header(url, headers['cookie'] ?? null);
    if (cookie instanceof Promise) cookie.then(go).catch(fail);
    else go(cookie);
  };

  const ask = (url: URL, redirects: number, headers: Readonly<Record<string, string>>): Exchange => {
    let following = false;
    const exchange = send(
      { ...request, url, headers },
      {
        onHead(head) {
          try {
            const fields = Object.values(head.headers).reduce(
              (sum, value) => sum + (Array.isArray(value) ? value.length : 1),
              0,
            );
            if (fields > MAX_FIELDS) throw new SluiceError('bad-reply', `${String(fields)} header fields`);
            const set = head.headers['set-cookie'];
            if (set !== undefined) policy.cookies.set(url, typeof set === 'string' ? [set] : set);
            const target = redirectTarget(head, url, policy.allowDowngrade);
            if (!target) {
              handlers.onHead(head, url);
              return;
            }
            if (redirects >= MAX_REDIRECTS) throw new SluiceError('redirect-loop', `${String(redirects)} redirects`);
            following = true;
            exchange.abort();
            current = null;
            if (!aborted) visit(target, redirects + 1);
          } catch (error) {
            following = true;
            exchange.abort();
            fail(error);
          }
        },
        onData(chunk) {
          if (!following) handlers.onData(chunk);
        },
        onEnd() {
          if (!following) handlers.onEnd();
        },
        onError(error) {
          if (!following) handlers.onError(error);
        },
      },
    );
    return exchange;
  };

  visit(request.url, 0);
  return {
    get held() {
      return current?.held === true;
    },
    pause() {
      paused = true;
      current?.pause();
    },
    resume() {
      paused = false;
      current?.resume();
    },
    abort() {
      aborted = true;
      current?.abort();
    },
  };
}
