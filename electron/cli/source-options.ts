import type { DownloadRequest } from '../engine/index.ts';
import { headerFileLines, headerValue, parseHeaders } from './headers.ts';
import { networkOptions, type NetworkOptions } from './network-options.ts';
import { netrcSignIn } from './netrc.ts';
import type { OptionFiles } from './option-files.ts';
import type { RawOptions } from './raw-options.ts';
import { UsageError } from './usage-error.ts';

/** What options mean depends on these besides. */
export interface Surroundings {
  readonly version: string;
  /** Absolute path. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How to ask for a URL: what `get` and `probe` have in common. */
export type SourceOptions = NetworkOptions &
  Pick<DownloadRequest, 'url' | 'headers' | 'cookies' | 'credentials' | 'maxRetries' | 'idleTimeoutMs'>;

/** @throws {UsageError} */
export function sourceOptions(
  url: string,
  raw: RawOptions,
  files: OptionFiles,
  surroundings: Surroundings,
): SourceOptions {
  const address = new URL(url);
  const headers = requestHeaders(raw, files, surroundings);
  return {
    url,
    headers,
    cookies: files.cookies,
    credentials:
      raw.user === undefined
        ? netrcCredentials(address, files, headers['authorization'] !== undefined)
        : parseUser(raw.user),
    ...networkOptions(address, raw, files, surroundings.environment),
    maxRetries: raw.maxRetries === undefined ? undefined : parseRetries(raw.maxRetries),
    idleTimeoutMs: raw.timeout === undefined ? undefined : parseTimeout(raw.timeout),
  };
}

/** The options less all that could tell a stranger something of the user; cookies of a file know whom they are for. */
export const withoutSecrets = (raw: RawOptions): RawOptions => ({
  ...raw,
  ...{ user: undefined, header: undefined, headerFile: undefined, cookie: undefined, referer: undefined },
});

/** The header file first, then -H, then the options with a name of their own: the later one wins. */
function requestHeaders(raw: RawOptions, files: OptionFiles, { version }: Surroundings): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': `Sluice/${version}`,
    ...parseHeaders(headerFileLines(files.headers ?? ''), '--header-file'),
    ...parseHeaders(raw.header ?? [], '-H'),
  };
  if (raw.referer !== undefined) headers['referer'] = headerValue(raw.referer, '--referer');
  if (raw.cookie !== undefined) headers['cookie'] = headerValue(raw.cookie, '--cookie');
  if (raw.user !== undefined && headers['authorization'] !== undefined) {
    throw new UsageError('Give either --user or an Authorization header, not both.');
  }
  return headers;
}

/** @param signed by a header of the user's */
function netrcCredentials(url: URL, { netrc }: OptionFiles, signed: boolean): SourceOptions['credentials'] {
  if (!netrc || signed || url.password !== '') return undefined;
  return netrcSignIn(netrc, url.hostname, url.username === '' ? null : decoded(url.username)) ?? undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parseUser(text: string): { user: string; password: string } {
  const colon = text.indexOf(':');
  if (colon < 0) throw new UsageError('--user is NAME:PASSWORD.');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function parseRetries(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new UsageError('--max-retries is a whole number; 0 tries once only.');
  return Number(text);
}

const MAX_TIMEOUT_S = 86_400;

/** @returns ms */
function parseTimeout(text: string): number {
  const seconds = /^(\d+(\.\d+)?|\.\d+)s?$/.test(text) ? Number(text.replace(/s$/, '')) : 0;
  const ms = Math.round(seconds * 1000);
  if (ms < 1 || seconds > MAX_TIMEOUT_S) {
    throw new UsageError(`--timeout is a number of seconds above 0, at most ${MAX_TIMEOUT_S}.`);
  }
  return ms;
}
