import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseBuffer } from 'bplist-parser';
import { SluiceError } from '../../../shared/failures.ts';
import { MAX_LINK_FILE, type DescribedFile, type LinkFile, type LinksFound } from '../../../shared/ipc/add.ts';
import { readMetalink } from '../../engine/index.ts';
import { linkFileType, type LinkFileType } from './link-files.ts';

type Problem = LinksFound['problems'][number]['problem'];
type Read = { readonly text: string } | { readonly files: DescribedFile[] } | { readonly problem: Problem };

/**
 * Reads files of links: `.txt` and other text, shortcuts (`.url`, `.webloc`, `.desktop`), Metalinks (`.metalink`, `.meta4`).
 * By the extension; a file that gives nothing is named with the reason and costs the others nothing.
 */
export function readLinkFiles(files: readonly LinkFile[]): LinksFound {
  const texts: string[] = [];
  const found: LinksFound = { text: '', files: [], problems: [] };
  for (const { name, content } of files) {
    const read = readOne(name, Buffer.from(content));
    if ('text' in read) texts.push(read.text);
    else if ('files' in read) found.files.push(...read.files);
    else found.problems.push({ name: basename(name), problem: read.problem });
  }
  return { ...found, text: texts.join('\n') };
}

/** The same for files on disk, as a second start or the system hands them over. Absolute paths. */
export async function linksFromPaths(paths: readonly string[]): Promise<LinksFound> {
  const files: LinkFile[] = [];
  const problems: LinksFound['problems'] = [];
  for (const path of paths) {
    try {
      const handle = await open(path, 'r');
      try {
        const { size } = await handle.stat();
        if (size > MAX_LINK_FILE) problems.push({ name: basename(path), problem: 'too-large' });
        else files.push({ name: basename(path), content: await handle.readFile() });
      } finally {
        await handle.close();
      }
    } catch {
      problems.push({ name: basename(path), problem: 'unreadable' });
    }
  }
  const found = readLinkFiles(files);
  return { ...found, problems: [...problems, ...found.problems] };
}

const READERS: Readonly<Record<LinkFileType, (content: Buffer) => Read>> = {
  txt: asText,
  md: asText,
  csv: asText,
  html: asText,
  htm: asText,
  url: (content) => entry(decode(content), /^URL=(.+)$/im),
  desktop: (content) => entry(decode(content), /^URL(?:\[\$e\])?=(.+)$/m),
  webloc: webLocation,
  metalink,
  meta4: metalink,
};

function readOne(name: string, content: Buffer): Read {
  const type = linkFileType(name);
  if (type === null) return { problem: 'not-known' };
  return content.length > MAX_LINK_FILE ? { problem: 'too-large' } : READERS[type](content);
}

/** UTF-8, or UTF-16 as Windows' editor writes it with a mark in front. */
function decode(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return content.subarray(2).toString('utf16le');
  return content.toString('utf8').replace(/^\uFEFF/, '');
}

function asText(content: Buffer): Read {
  const text = decode(content);
  return text.trim() === '' ? { problem: 'empty' } : { text };
}

function entry(text: string, pattern: RegExp): Read {
  const url = pattern.exec(text)?.[1]?.trim();
  return url ? { text: url } : { problem: 'empty' };
}

/** A property list with the key `URL`: binary as Safari writes it, or XML. */
function webLocation(content: Buffer): Read {
  if (content.subarray(0, 6).toString('latin1') !== 'bplist') {
    const read = entry(decode(content), /<key>\s*URL\s*<\/key>\s*<string>([^<]+)<\/string>/i);
    return 'text' in read ? { text: unescapeXml(read.text) } : read;
  }
  try {
    const [root] = parseBuffer<unknown>(content);
    const url = typeof root === 'object' && root !== null && 'URL' in root ? root.URL : null;
    return typeof url === 'string' && url !== '' ? { text: url } : { problem: 'empty' };
  } catch {
    return { problem: 'unreadable' };
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescapeXml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');

function metalink(content: Buffer): Read {
  try {
    return {
      files: readMetalink(decode(content)).map(({ mirrors, ...file }) => ({
        ...file,
        ...(mirrors && { mirrors: [...mirrors] }),
      })),
    };
  } catch (thrown) {
    if (thrown instanceof SluiceError) return { problem: 'bad-metalink' };
    throw thrown;
  }
}
