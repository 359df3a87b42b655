import { readFile } from 'node:fs/promises';
import type { MetalinkRequest } from '../engine/index.ts';
import type { RawOptions } from './raw-options.ts';
import { UsageError } from './usage-error.ts';

/** The text of the files that options name; absent where the option is. */
export interface OptionFiles {
  readonly list?: string | undefined;
  readonly headers?: string | undefined;
  readonly cookies?: string | undefined;
  readonly authorities?: string | undefined;
  /** What the Metalink files on the command line describe, by the path as it was typed. */
  readonly metalinks?: ReadonlyMap<string, readonly MetalinkRequest[]> | undefined;
}

/**
 * Reads what `-i`, `--header-file`, `--cookie-file` and `--ca-file` name.
 * @throws {UsageError} when one cannot be read
 */
export async function readOptionFiles(raw: RawOptions, stdin: () => NodeJS.ReadableStream): Promise<OptionFiles> {
  const [list, headers, cookies, authorities] = await Promise.all([
    raw.inputFile === '-' ? readStream(stdin()) : readText(raw.inputFile, '-i'),
    readText(raw.headerFile, '--header-file'),
    readText(raw.cookieFile, '--cookie-file'),
    readText(raw.caFile, '--ca-file'),
  ]);
  return { list, headers, cookies, authorities };
}

/** Whether what was typed for a URL is the path of a Metalink file. */
const isMetalinkPath = (typed: string): boolean => /\.(meta4|metalink)$/i.test(typed) && !/^https?:/i.test(typed);

/**
 * Reads the Metalink files among `typed`.
 * @param parse loaded only when there is one
 * @throws {UsageError | SluiceError} when one cannot be read, or is none (`bad-metalink`)
 */
export async function readMetalinks(
  typed: readonly string[],
  parse: () => Promise<(text: string) => MetalinkRequest[]>,
): Promise<ReadonlyMap<string, readonly MetalinkRequest[]>> {
  const found = new Map<string, readonly MetalinkRequest[]>();
  for (const path of typed.filter(isMetalinkPath)) {
    found.set(path, (await parse())((await readText(path, 'Metalink')) ?? ''));
  }
  return found;
}

async function readText(path: string | undefined, option: string): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return withoutMark(await readFile(path, 'utf8'));
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
