import { SluiceError } from '../../../shared/failures.ts';
import { giveName, removeFile, sizeAt } from '../write/final-name.ts';
import type { Ledger } from './ledger.ts';
import { nameFor } from './name-for.ts';
import type { TaskOptions } from './options.ts';
import { partPath, reservationKey, type Reservations } from './target.ts';

interface Renaming {
  readonly ledger: Ledger;
  readonly options: TaskOptions;
  readonly reservations: Reservations;
}

/**
 * Gives a download's finished file, or its part file and checkpoint, another name, made safe for any system. Both names
 * stand until the new one is told, and with it recorded: a kill in between loses nothing. While no run is under way.
 * @throws {SluiceError} `bad-option`: no name; `name-taken`; or a disk failure. Nothing is changed then.
 */
export async function renameDownload(given: string, { ledger, options, reservations }: Renaming): Promise<void> {
  const { fileName: from, named, status, request } = ledger.record;
  if (given.trim() === '') throw new SluiceError('bad-option', 'The file needs a name.');
  const to = nameFor(given, options.url, null);
  if (to === from) return;
  const old = await (status === 'finished'
    ? renameFinished(options.directory, from, to)
    : renameParts(options.directory, from, to, named, reservations));
  ledger.update({ fileName: to, request: { ...request, fileName: to } });
  ledger.note('name-changed', { from, name: to });
  ledger.changed();
  // What listens records it at the end of this turn, before the first of the old names goes.
  await Promise.resolve();
  for (const path of old) await removeFile(path);
}

/** Answers which old names are to be removed. */
async function renameFinished(directory: string, from: string, to: string): Promise<string[]> {
  const [before, after] = [partPath(directory, from).final, partPath(directory, to).final];
  if ((await sizeAt(before)) === null) throw new SluiceError('disk-failed', `${before} is not there any more.`);
  return (await giveName(before, after)) ? [before] : [];
}

async function renameParts(
  directory: string,
  from: string,
  to: string,
  named: boolean,
  reservations: Reservations,
): Promise<string[]> {
  const [oldKey, newKey] = [reservationKey(directory, from), reservationKey(directory, to)];
  const { final, part } = partPath(directory, to);
  const taken = oldKey !== newKey && (reservations.has(newKey) || (await sizeAt(final)) !== null);
  if (taken) throw new SluiceError('name-taken', final);
  // Before it has a name of its own on disk there is nothing to move.
  if (!named) return [];
  reservations.add(newKey);
  const given: string[] = [];
  const old: string[] = [];
  try {
    for (const suffix of ['', '.json']) {
      const [before, after] = [partPath(directory, from).part + suffix, part + suffix];
      if ((await sizeAt(before)) === null) continue;
      if (!(await giveName(before, after))) continue;
      given.push(after);
      old.push(before);
    }
  } catch (error) {
    // A part file of this name may be another program's: only what was given here is taken back.
    for (const path of given) await removeFile(path);
    if (oldKey !== newKey) reservations.delete(newKey);
    throw error;
  }
  if (oldKey !== newKey) reservations.delete(oldKey);
  return old;
}
