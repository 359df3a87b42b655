import { isAbsolute, resolve } from 'node:path';
import { CHECKSUM_ALGORITHMS, CHECKSUM_HEX_LENGTH, MAX_CONNECTIONS, type Checksum } from '../../shared/download.ts';
import { MAX_ACTIVE } from '../../shared/queue.ts';
import { readProxy } from '../../shared/proxy.ts';
import type { DownloadRequest } from '../engine/index.ts';
import { RpcError } from './error.ts';
import type { RemoteSettings } from './host.ts';
import { parseSize } from './units.ts';

/** aria2's options by name. Values are text; `header` may be several. */
export type AriaOptions = Readonly<Record<string, string | readonly string[]>>;

/** Without these a download would not be what was asked for, so they are refused rather than left out. */
const REFUSED = ['dry-run', 'hash-check-only', 'parameterized-uri', 'load-cookies', 'certificate', 'private-key'];
const OFF = new Set(['', 'false']);

const bad = (name: string): RpcError =>
  new RpcError(`We encountered a problem while processing the option '--${name}'.`);

/** One option as text; of a repeated one the last. */
function text(options: AriaOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : value?.at(-1);
}

function flag(options: AriaOptions, name: string): boolean | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw bad(name);
  return value === 'true';
}

function whole(options: AriaOptions, name: string, least: number, most: number): number | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number < least) throw bad(name);
  return Math.min(number, most);
}

/** @returns bytes per second, `null` for 0 (no limit), `undefined` when it is not given */
function rate(options: AriaOptions, name: string): number | null | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const bytes = parseSize(value);
  if (bytes === null || bytes > 2 ** 50) throw bad(name);
  return bytes === 0 ? null : bytes;
}

/**
 * What aria2's options ask of a download. Names without a counterpart that only tune aria2 itself are passed over, as are
 * unknown ones: clients send whole sets of them.
 * @param base folder that a relative `dir` starts from
 * @throws {RpcError} for a value that cannot be meant, or an option that would change what is fetched and has no counterpart
 */
export function requestFrom(
  options: AriaOptions,
  base: string,
): { request: Partial<DownloadRequest>; paused: boolean } {
  for (const name of REFUSED) {
    if (!OFF.has(text(options, name) ?? '')) throw new RpcError(`The option '--${name}' is not supported by Sluice.`);
  }
  const limit = rate(options, 'max-download-limit');
  const checksum = text(options, 'checksum');
  const tries = whole(options, 'max-tries', 0, 1_000_000);
  const timeout = whole(options, 'timeout', 1, 86_400);
  const request = {
    directory: directoryFrom(options, base),
    fileName: fileNameFrom(options),
    connections: connectionsFrom(options),
    conflictPolicy: conflictFrom(options),
    checksum: checksum === undefined || checksum === '' ? undefined : checksumFrom(checksum),
    headers: headersFrom(options),
    credentials: credentialsFrom(options),
    proxy: proxyFrom(options),
    insecure: flag(options, 'check-certificate') === false ? true : undefined,
    maxRetries: tries === undefined ? undefined : tries === 0 ? 1_000_000 : tries - 1,
    idleTimeoutMs: timeout === undefined ? undefined : timeout * 1000,
    limitBytesPerSecond: limit ?? undefined,
    resume: flag(options, 'continue') === false && flag(options, 'allow-overwrite') === true ? false : undefined,
  };
  return { request: defined(request), paused: flag(options, 'pause') ?? false };
}

/** What they ask of the program as a whole. @throws {RpcError} */
export function settingsFrom(options: AriaOptions, base: string): Partial<Omit<RemoteSettings, 'conflictPolicy'>> {
  return defined({
    directory: directoryFrom(options, base),
    connections: connectionsFrom(options),
    maxActiveDownloads: whole(options, 'max-concurrent-downloads', 1, MAX_ACTIVE),
    limitBytesPerSecond: rate(options, 'max-overall-download-limit'),
    proxy: proxyForAll(options),
    proxyBypass: text(options, 'no-proxy'),
  });
}

/** The limit that `changeOption` sets; `undefined`: none is given. @throws {RpcError} for what is fixed once it is added */
export function limitFrom(options: AriaOptions): number | null | undefined {
  const fixed =
    'dir out split max-connection-per-server header referer user-agent all-proxy checksum http-user http-passwd';
  const given = fixed.split(' ').find((name) => options[name] !== undefined);
  if (given !== undefined) throw new RpcError(`The option '--${given}' cannot be changed after a download was added.`);
  return rate(options, 'max-download-limit');
}

function directoryFrom(options: AriaOptions, base: string): string | undefined {
  const dir = text(options, 'dir');
  if (dir === undefined || dir === '') return undefined;
  return isAbsolute(dir) ? dir : resolve(base, dir);
}

/** The engine takes a name only. A path in `out` must not be lost silently, nor lead out of the folder. */
function fileNameFrom(options: AriaOptions): string | undefined {
  const out = text(options, 'out');
  if (out === undefined || out === '') return undefined;
  if (/[/\\]/.test(out))
    throw new RpcError("The option '--out' takes a file name without a path; give the folder as 'dir'.");
  return out;
}

/** To one server aria2 opens the smaller of the two numbers. */
function connectionsFrom(options: AriaOptions): number | undefined {
  const split = whole(options, 'split', 1, MAX_CONNECTIONS);
  const perServer = whole(options, 'max-connection-per-server', 1, MAX_CONNECTIONS);
  return split === undefined || perServer === undefined ? (split ?? perServer) : Math.min(split, perServer);
}

function conflictFrom(options: AriaOptions): DownloadRequest['conflictPolicy'] {
  if (flag(options, 'allow-overwrite') === true) return 'overwrite';
  const renames = flag(options, 'auto-file-renaming');
  return renames === undefined ? undefined : renames ? 'number' : 'fail';
}

function checksumFrom(value: string): Checksum {
  const [, name = '', hex = ''] = /^([^=]*)=([0-9a-f]*)$/i.exec(value) ?? [];
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name.toLowerCase());
  if (!algorithm || hex.length !== CHECKSUM_HEX_LENGTH[algorithm]) throw bad('checksum');
  return { algorithm, hex: hex.toLowerCase() };
}

function headersFrom(options: AriaOptions): Record<string, string> | undefined {
  const lines = options['header'] ?? [];
  const headers: Record<string, string> = {};
  for (const line of typeof lines === 'string' ? lines.split('\n') : lines) {
    const colon = line.indexOf(':');
    if (line.trim() === '') continue;
    if (colon < 1) throw bad('header');
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  const referer = text(options, 'referer');
  const agent = text(options, 'user-agent');
  if (referer) headers['referer'] = referer;
  if (agent) headers['user-agent'] = agent;
  return Object.keys(headers).length > 0 ? headers : undefined;
}

function credentialsFrom(options: AriaOptions): DownloadRequest['credentials'] {
  const user = text(options, 'http-user');
  return user ? { user, password: text(options, 'http-passwd') ?? '' } : undefined;
}

function proxyFrom(options: AriaOptions): string | undefined {
  const given = ['all-proxy', 'https-proxy', 'http-proxy'].map((name) => text(options, name)).find(Boolean);
  if (!given) return undefined;
  const address = given.includes('://') ? given : `http://${given}`;
  if (!URL.canParse(address)) throw bad('all-proxy');
  const url = new URL(address);
  const user = text(options, 'all-proxy-user');
  if (user) {
    url.username = encodeURIComponent(user);
    url.password = encodeURIComponent(text(options, 'all-proxy-passwd') ?? '');
  }
  return url.href.replace(/\/$/, '');
}

/** May have a sign-in. */
function proxyForAll(options: AriaOptions): string | undefined {
  const given = proxyFrom(options);
  const read = given === undefined ? undefined : readProxy(given);
  if (read?.ok === false) throw bad('all-proxy');
  return read?.url;
}

type Defined<Shape> = { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> };

const defined = <Shape extends object>(values: Shape): Defined<Shape> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<Shape>;
