import {
  CHECKSUM_HEX_LENGTH,
  connectionsSchema,
  type Checksum,
  type ConflictPolicy,
  type Connections,
} from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import { isDownloadable, originOf } from '../../../shared/links/schemes.ts';
import { pieceHashesSchema, type PieceHashes } from '../../../shared/pieces.ts';
import { isProxyWord } from '../../../shared/proxy.ts';
import type { TransportOptions } from '../http/network-options.ts';
import { proxyAddress } from '../http/proxies.ts';
import { CookieShelf } from '../http/cookies/cookie-shelf.ts';
import { SignIn } from '../http/sign-in/sign-in.ts';
import type { StoredCookie } from '../http/cookies/stored-cookie.ts';
import type { Credentials, DownloadRequest } from '../types.ts';

/** A request with every default filled in and every value checked. */
export interface TaskOptions {
  /** Without credentials and fragment. */
  readonly url: URL;
  readonly directory: string;
  readonly fileName: string | null;
  readonly connections: Connections;
  readonly conflictPolicy: ConflictPolicy;
  readonly checksum: Checksum | null;
  /** Without fragment. */
  readonly mirrors: readonly URL[];
  readonly sizeBytes: number | null;
  readonly pieces: PieceHashes | null;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the origin of `url`; goes before a header of that name. */
  readonly signIn: SignIn | null;
  readonly cookies: CookieShelf;
  readonly allowDowngrade: boolean;
  readonly transport: TransportOptions;
  readonly maxRetries: number | null;
  readonly idleTimeoutMs: number;
  readonly writeBufferBytes: number;
  readonly limitBytesPerSecond: number | null;
  readonly resume: boolean;
}

const DEFAULT_IDLE_TIMEOUT_MS = 30_000;
const DEFAULT_WRITE_BUFFER_BYTES = 256 * 1024;
const MAX_WRITE_BUFFER_BYTES = 16 * 1024 * 1024;
/** Sent unless the user gives another. Some servers refuse requests without one. */
const USER_AGENT = 'Sluice';
/** RFC 9110 section 5.6.2 (token) and 5.5 (field value, one line). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Decided by the engine for each request. */
const RESERVED_HEADERS = new Set(
  'range if-range accept-encoding host connection content-length transfer-encoding expect upgrade keep-alive te trailer proxy-connection'.split(
    ' ',
  ),
);

const NO_COOKIES: readonly StoredCookie[] = [];

const bad = (detail: string): SluiceError => new SluiceError('bad-option', detail);

/**
 * The link of a request.
 * @throws {SluiceError} `bad-url`
 */
export function parseUrl(text: string): URL {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) throw new SluiceError('bad-url', trimmed === '' ? 'The link is empty' : 'Not a URL');
  const url = new URL(trimmed);
  if (!isDownloadable(url)) throw new SluiceError('bad-url', `Scheme ${url.protocol}`);
  if (url.hostname === '') throw new SluiceError('bad-url', 'No host');
  url.hash = '';
  return url;
}

/**
 * @param before options of an earlier run: what servers have told it since is kept, their cookies and how they ask for a
 *   sign-in, unless others are given
 * @throws {SluiceError} `bad-url`, `bad-option`
 */
export function checkRequest(request: DownloadRequest, before: TaskOptions | null = null): TaskOptions {
  const url = parseUrl(request.url);
  const credentials =
    request.credentials ??
    (url.username === '' && url.password === ''
      ? undefined
      : { user: decode(url.username), password: decode(url.password) });
  url.username = '';
  url.password = '';
  const cookies = request.cookies ?? NO_COOKIES;
  const connections = connectionsSchema.safeParse(request.connections ?? 'auto');
  if (!connections.success) throw bad(`Connections must be auto or 1 to 64, not ${String(request.connections)}`);
  return {
    url,
    directory: request.directory,
    fileName: request.fileName === undefined || request.fileName.trim() === '' ? null : request.fileName,
    connections: connections.data,
    conflictPolicy: request.conflictPolicy ?? 'number',
    checksum: checkChecksum(request.checksum),
    mirrors: (request.mirrors ?? []).map(checkMirror),
    sizeBytes:
      request.sizeBytes === undefined ? null : whole('The size', request.sizeBytes, 0, Number.MAX_SAFE_INTEGER),
    pieces: checkPieces(request.pieces, request.sizeBytes),
    headers: checkHeaders(request.headers ?? {}),
    signIn: signInFor(url, credentials, before),
    cookies: before?.cookies.isOf(cookies) === true ? before.cookies : new CookieShelf(cookies),
    allowDowngrade: request.allowDowngrade ?? false,
    transport: {
      proxy: checkProxy(request.proxy),
      certificateAuthorities: request.certificateAuthorities,
      systemAuthorities: request.systemAuthorities,
      dnsOverHttps: checkDns(request.dnsOverHttps),
      insecure: request.insecure,
      clientCertificate: request.clientCertificate,
      clientCertificateOrigin: request.clientCertificate && originOf(url),
      family: request.addressFamily,
      localInterface: request.localInterface,
    },
    maxRetries: request.maxRetries === undefined ? null : whole('Retries', request.maxRetries, 0, 1_000_000),
    idleTimeoutMs: whole('The idle time-out in ms', request.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS, 1, 86_400_000),
    writeBufferBytes: whole(
      'The write buffer',
      request.writeBufferBytes ?? DEFAULT_WRITE_BUFFER_BYTES,
      1,
      MAX_WRITE_BUFFER_BYTES,
    ),
    limitBytesPerSecond: checkLimit(request.limitBytesPerSecond ?? null),
    resume: request.resume ?? true,
  };
}

/** The one of before where it is for the same origin and says the same: its nonce may still be good. */
function signInFor(url: URL, given: Credentials | undefined, before: TaskOptions | null): SignIn | null {
  if (!given) return null;
  const known = before && originOf(before.url) === originOf(url) ? before.signIn : null;
  return known?.isOf(given) === true ? known : new SignIn(given.user, given.password);
}

/**
 * @param limit bytes per second, `null` for none
 * @throws {SluiceError} `bad-option`
 */
export const checkLimit = (limit: number | null): number | null =>
  limit === null ? null : whole('The limit', limit, 1, 2 ** 50);

function checkHeaders(given: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': USER_AGENT, accept: '*/*' };
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (!HEADER_NAME.test(name)) throw bad(`Not a header name: ${name}`);
    if (!HEADER_VALUE.test(value)) throw bad(`The value of the header ${name} has characters that cannot be sent`);
    if (RESERVED_HEADERS.has(key)) throw bad(`The header ${name} is set by Sluice itself`);
    headers[key] = value;
  }
  return headers;
}

function checkChecksum(checksum: Checksum | undefined): Checksum | null {
  if (!checksum) return null;
  const hex = checksum.hex.toLowerCase();
  const digits = CHECKSUM_HEX_LENGTH[checksum.algorithm];
  if (!/^[0-9a-f]+$/.test(hex) || hex.length !== digits) {
    throw bad(`A ${checksum.algorithm} checksum has ${String(digits)} hexadecimal digits`);
  }
  return { algorithm: checksum.algorithm, hex };
}

/** A sign-in is given for one place; that of another must not be guessed at. */
function checkMirror(text: string): URL {
  const url = parseUrl(text);
  if (url.username !== '' || url.password !== '') throw bad('A mirror takes no user name and no password');
  return url;
}

function checkPieces(pieces: PieceHashes | undefined, sizeBytes: number | undefined): PieceHashes | null {
  if (!pieces) return null;
  const parsed = pieceHashesSchema.safeParse(pieces);
  if (!parsed.success) throw bad('The pieces are not digests in lower-case hexadecimal');
  const count = sizeBytes === undefined ? pieces.hashes.length : Math.ceil(sizeBytes / pieces.lengthBytes);
  if (count !== pieces.hashes.length) throw bad('The pieces do not make up the size');
  return parsed.data;
}

function checkProxy(proxy: string | undefined): string | undefined {
  if (proxy === undefined) return undefined;
  return isProxyWord(proxy) ? proxy : proxyAddress(proxy);
}

function checkDns(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:') throw bad('The DNS server is an https URL, such as https://dns.example/dns-query');
  return url.href;
}

function whole(what: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw bad(`${what} must be a whole number from ${String(least)} to ${String(most)}`);
  }
  return value;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
