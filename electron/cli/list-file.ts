import type { DownloadRequest } from '../engine/index.ts';
import { parseInputFile, type Listed } from '../rpc/input-file.ts';
import { requestFrom } from '../rpc/options.ts';
import { checkUrl } from './urls.ts';
import { UsageError } from './usage-error.ts';

/** A download of a list: what its line says, and what the indented lines below it do. */
export type ListedRequest = Partial<DownloadRequest> & Pick<DownloadRequest, 'url'>;

/**
 * The list of `-i`: a URL on each line, or aria2's input file: further addresses of the same file after tabs, and below
 * indented options by aria2's names. Empty lines and lines that begin with # are skipped.
 * @param name of the file, `-`: stdin; for errors
 * @param cwd absolute path that a relative `dir` starts from
 * @throws {UsageError} with the line that cannot be meant
 */
export function listedRequests(text: string, name: string, cwd: string): ListedRequest[] {
  const file = name === '-' ? 'input' : name;
  return parseInputFile(text).map(({ uris, options, line }) => {
    const where = `${file}, line ${String(line)}: `;
    const [url = '', ...mirrors] = uris.map((uri) => checkUrl(uri, where));
    for (const mirror of mirrors) {
      const { username, password } = new URL(mirror);
      if (username !== '' || password !== '') {
        throw new UsageError(`${where}a mirror takes no user name: sign-ins go to the first address’s origin only.`);
      }
    }
    return { ...requestOf(options, where, cwd), url, ...(mirrors.length > 0 && { mirrors }) };
  });
}

function requestOf(options: Listed['options'], where: string, cwd: string): Partial<DownloadRequest> {
  try {
    // `pause` is of a list that waits, and here nothing does.
    return requestFrom(options, cwd).request;
  } catch (error) {
    throw new UsageError(`${where}${(error as Error).message}`);
  }
}
