import { MAX_LINK_FILE, MAX_LINK_FILES, type LinksFound } from '../../shared/ipc/add.ts';
import type { Bridge } from '../bridge.ts';

/** What files of links hold. Larger ones than any such file are not even read. @throws {SluiceError} */
export async function readLinkFiles(bridge: Bridge, files: readonly File[]): Promise<LinksFound> {
  const small = files.filter(({ size }) => size <= MAX_LINK_FILE).slice(0, MAX_LINK_FILES);
  const large = files.filter(({ size }) => size > MAX_LINK_FILE);
  const read = await Promise.all(
    small.map(async (file) => ({ name: file.name, content: new Uint8Array(await file.arrayBuffer()) })),
  );
  const found = await bridge.command('links:read-files', { files: read });
  const tooLarge = large.map(({ name }) => ({ name, problem: 'too-large' as const }));
  return { ...found, problems: [...tooLarge, ...found.problems] };
}
