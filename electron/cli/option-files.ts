import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { MetalinkRequest, StoredCookie } from '../engine/index.ts';
import { beginsAsLink } from '../../shared/links/schemes.ts';
import { cookiesOf } from './cookies.ts';
import { NetrcError, parseNetrc, type NetrcEntry } from './netrc.ts';
import type { RawOptions } from './raw-options.ts';
import { UsageError } from './usage-error.ts';

/** What is in the files that options name; absent where the option is. */
export interface OptionFiles {
  readonly list?: string | undefined;
  readonly headers?: string | undefined;
  readonly cookies?: readonly StoredCookie[] | undefined;
  readonly authorities?: string | undefined;
  /** PEM, or PKCS #12. */
  readonly certificate?: Buffer | undefined;
  readonly key?: string | undefined;
  readonly netrc?: readonly NetrcEntry[] | undefined;
  /** Something to tell the user about them. */
  readonly warnings?: readonly string[] | undefined;
  /** What the Metalinks on the command line describe, by the path or URL as it was typed. */
  readonly metalinks?: ReadonlyMap<string, readonly MetalinkRequest[]> | undefined;
}

/**
 * Reads what `-i`, `--header-file`, `--cookie-file`, `--ca-file`, `--cert`, `--key` and `--netrc-file` name, and `.netrc`.
 * @throws {UsageError} when one cannot be read, or cookies are in another format
 */
export async function readOptionFiles(raw: RawOptions, stdin: () => NodeJS.ReadableStream): Promise<OptionFiles> {
  const [list, headers, cookies, authorities, certificate, key, netrc] = await Promise.all([
    raw.inputFile === '-' ? readStream(stdin()) : readText(raw.inputFile, '-i'),
    readText(raw.headerFile, '--header-file'),
    readText(raw.cookieFile, '--cookie-file'),
    readText(raw.caFile, '--ca-file'),
    readBytes(raw.cert, '--cert'),
    readText(raw.key, '--key'),
    readNetrc(raw),
  ]);
  return {
    list,
    headers,
    cookies: cookies === undefined ? undefined : cookiesOf(cookies),
    authorities,
    certificate,
    key,
    ...netrc,
  };
}

async function readNetrc({ netrc, netrcFile }: RawOptions): Promise<Pick<OptionFiles, 'netrc' | 'warnings'>> {
  if (netrc === false || (netrc === undefined && netrcFile === undefined)) return {};
  const path = netrcFile ?? join(homedir(), process.platform === 'win32' ? '_netrc' : '.netrc');
  const option = netrcFile === undefined ? '--netrc' : '--netrc-file';
  const text = (await readText(path, option)) ?? '';
  try {
    const entries = parseNetrc(text);
    const { mode } = await stat(path);
    const open = process.platform !== 'win32' && (mode & 0o077) !== 0 && entries.some(({ password }) => password);
    return { netrc: entries, ...(open && { warnings: [`${path} can be read by others: chmod 600 ${path}`] }) };
  } catch (error) {
    if (error instanceof NetrcError) throw new UsageError(`${option}: ${path} cannot be read (${error.message}).`);
    throw error;
  }
}

const METALINK_EXTENSION = /\.(meta4|metalink)$/i;
const isUrl = (typed: string): boolean => beginsAsLink(typed);
const isMetalinkUrl = (typed: string): boolean =>
  isUrl(typed) && URL.canParse(typed) && METALINK_EXTENSION.test(new URL(typed).pathname);

/** How Metalinks are got at; asked for only when there is one. */
export interface MetalinkReaders {
  readonly parse: (text: string) => Promise<MetalinkRequest[]>;
  /** `null`: the URL is of something else. */
  readonly fetch: (url: string) => Promise<MetalinkRequest[] | null>;
}

/**
 * Reads the Metalinks among `typed`: paths and URLs that end in .meta4 or .metalink.
 * @param follow `false`: those of URLs are files like any other
 * @throws {UsageError | SluiceError} when one cannot be read, or is none (`bad-metalink`)
 */
export async function readMetalinks(
  typed: readonly string[],
  { parse, fetch }: MetalinkReaders,
  follow: boolean,
): Promise<ReadonlyMap<string, readonly MetalinkRequest[]>> {
  const found = new Map<string, readonly MetalinkRequest[]>();
  for (const text of new Set(typed)) {
    if (METALINK_EXTENSION.test(text) && !isUrl(text)) {
      found.set(text, await parse((await readText(text, 'Metalink')) ?? ''));
    } else if (follow && isMetalinkUrl(text)) {
      const described = await fetch(text);
      if (described) found.set(text, described);
    }
  }
  return found;
}

async function readText(path: string | undefined, option: string): Promise<string | undefined> {
  const bytes = await readBytes(path, option);
  return bytes && withoutMark(bytes.toString('utf8'));
}

async function readBytes(path: string | undefined, option: string): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${option}: ${path} cannot be read (${reason}).`);
  }
}

async function readStream(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return withoutMark(Buffer.concat(chunks).toString('utf8'));
}

/** Windows editors put a byte order mark in front. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');
