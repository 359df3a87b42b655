import { SluiceError } from '../../../shared/failures.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import { findBadPieces } from '../verify/verify.ts';
import type { Session } from './session.ts';
import { Stopped } from './session-context.ts';

/** Bad pieces are fetched again so many times; a server that sends wrong bytes every time is not asked for ever. */
const MAX_ROUNDS = 3;

/**
 * Fetches until every byte is on disk and every piece is what its digest says; only bad pieces are fetched again.
 * @param verified told how many bytes have been hashed so far
 * @throws {SluiceError | Stopped} `checksum-mismatch` when pieces stay bad
 */
export async function fetchPieces(session: Session, verified: (bytes: number) => void): Promise<void> {
  const { hooks, options } = session.context;
  const { pieces } = options;
  for (let round = 0; ; round += 1) {
    await session.fetch();
    if (!pieces) return;
    const { holding, signal } = session;
    await holding.seal();
    hooks.status('verifying');
    const sizeBytes = holding.coveredBytes;
    const count = Math.ceil(sizeBytes / pieces.lengthBytes);
    if (count !== pieces.hashes.length) {
      throw new SluiceError(
        'checksum-mismatch',
        `${String(pieces.hashes.length)} pieces given, ${String(count)} there`,
      );
    }
    const indexes = await findBadPieces(holding.part.path, pieces, signal, verified);
    if (!indexes) throw new Stopped();
    if (indexes.length === 0) return;
    const detail = `${String(indexes.length)} of ${String(count)} pieces (${pieces.algorithm})`;
    if (round >= MAX_ROUNDS) throw new SluiceError('checksum-mismatch', detail);
    hooks.notice('pieces-damaged', detail);
    const bad = indexes.map((index): ByteRange => {
      const start = index * pieces.lengthBytes;
      return { start, end: Math.min(start + pieces.lengthBytes, sizeBytes) };
    });
    await holding.forget(bad);
    await session.sources.blamePieces(bad);
  }
}
