import { join } from 'node:path';
import type { Checksum, ConflictPolicy } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import { numberedName } from '../name/numbered.ts';
import { digestFile, findDamagedRuns } from '../verify/verify.ts';
import { publish, sizeAt } from '../write/final-name.ts';
import { markFromInternet } from '../write/mark.ts';
import { sourceKeys } from './known.ts';
import type { Ledger } from './ledger.ts';
import type { TaskOptions } from './options.ts';
import type { Clock } from './ports.ts';
import type { Session } from './session.ts';
import { Stopped } from './session-context.ts';
import { findPublished } from './target.ts';

const MAX_NUMBER = 9_999;

/** What the file must hash to: what the user gave, else what the server announced, else `null`. */
export const expectedChecksum = (given: Checksum | null, announced: Checksum | null): ExpectedChecksum | null =>
  given ? { ...given, origin: 'given' } : announced ? { ...announced, origin: 'announced' } : null;

type ExpectedChecksum = Checksum & { readonly origin: 'given' | 'announced' };

/**
 * @returns false when aborted
 * @throws {SluiceError} `checksum-mismatch`, or a disk failure
 */
async function verifyChecksum(
  partPath: string,
  checksum: ExpectedChecksum,
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<boolean> {
  const hex = await digestFile(partPath, checksum.algorithm, signal, progress);
  if (hex === null) return false;
  if (hex !== checksum.hex) {
    const whose = checksum.origin === 'announced' ? ' announced by the server' : '';
    throw new SluiceError('checksum-mismatch', `${checksum.algorithm}${whose}: expected ${checksum.hex}, found ${hex}`);
  }
  return true;
}

interface Landing {
  readonly options: TaskOptions;
  readonly ledger: Ledger;
  /** Takes what the session knows into the record. */
  readonly facts: () => void;
  /** Bytes verified so far. */
  readonly verified: (bytes: number) => void;
  readonly clock: Clock;
}

/**
 * From "every byte is on disk" to the file under its final name, which it returns.
 * @throws {Stopped} when aborted before it has that
 * @throws {SluiceError} `checksum-mismatch`, `part-vanished`, `name-taken`, or a disk failure
 */
export async function landFile(session: Session, landing: Landing): Promise<string> {
  const { holding, signal } = session;
  const { options, ledger, verified } = landing;
  await holding.seal();
  landing.facts();
  const part = holding.part.path;
  const checksum = expectedChecksum(options.checksum, holding.identity.digest);
  if (checksum) {
    const { algorithm } = checksum;
    ledger.note('verifying', { algorithm });
    ledger.enter('verifying');
    if (!(await verifyChecksum(part, checksum, signal, verified))) throw new Stopped();
    ledger.note('verified', { algorithm });
  }
  if (signal.aborted) throw new Stopped();
  // Verifying takes its time: what gets the final name must still be what was verified.
  await holding.part.assertInPlace(ledger.record.sizeBytes ?? 0);
  const { origin } = session.facts?.finalUrl ?? options.url;
  await markFromInternet(part, origin, landing.clock.wallNow());
  const { fileName } = ledger.record;
  const wanted = session.placing.wantedName ?? fileName;
  return land(part, options.directory, fileName, wanted, options.conflictPolicy, signal);
}

/**
 * Whether an earlier run gave the file its final name and was killed before that was recorded. The file must be whole:
 * every block by its CRC, and the checksum, if there is one.
 * @throws {Stopped} when aborted
 */
export async function isPublished(fileName: string, options: TaskOptions, signal: AbortSignal): Promise<boolean> {
  const { directory, url, checksum } = options;
  const published = await findPublished(directory, fileName, sourceKeys(url).linkKey);
  if (!published) return false;
  if (published.proved) return true;
  const damaged = await findDamagedRuns(published.path, published.runs, signal);
  if (damaged === null) throw new Stopped();
  if (damaged.length > 0) return false;
  if (!checksum) return true;
  const hex = await digestFile(published.path, checksum.algorithm, signal, () => undefined);
  if (hex === null) throw new Stopped();
  return hex === checksum.hex;
}

/**
 * Gives the part file its final name by the conflict policy, even if the name was taken while downloading.
 * @param fileName the name reserved at the start
 * @param wanted the name before any number was added to it
 * @returns the final name
 * @throws {Stopped} when aborted, as long as there is no file of that name
 * @throws {SluiceError} `name-taken`, or a disk failure
 */
async function land(
  partPath: string,
  directory: string,
  fileName: string,
  wanted: string,
  policy: ConflictPolicy,
  signal: AbortSignal,
): Promise<string> {
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? fileName : numberedName(wanted, number);
    try {
      if (number > 0 && (await sizeAt(join(directory, name))) !== null) continue;
      if (signal.aborted) throw new Stopped();
      await publish(partPath, join(directory, name), policy === 'overwrite');
      return name;
    } catch (error) {
      const taken = error instanceof SluiceError && error.code === 'name-taken';
      if (!taken || policy !== 'number' || number >= MAX_NUMBER) throw error;
    }
  }
}
