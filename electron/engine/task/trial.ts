import { SluiceError } from '../../../shared/failures.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import { readFacts, type SourceFacts } from '../probe/facts.ts';
import { Attempt } from '../transfer/attempt.ts';
import { deadline } from './deadline.ts';
import { goalOf } from './goal.ts';
import { NOTHING, type Holding } from './holding.ts';
import { differ } from './known.ts';
import type { SessionContext } from './session-context.ts';

/** Compared with what is on disk before a source may bring a byte. */
const SAMPLE_BYTES = 64 * 1024;
/** Less proves too little; the trial waits for more. */
const MIN_SAMPLE_BYTES = 4 * 1024;

const rangeLength = ({ start, end }: ByteRange): number => end - start;

/** What of the file is on disk and can show that a source has the same; `null` while there is too little. */
export function sampleOf(covered: readonly ByteRange[]): ByteRange | null {
  const longest = covered.reduce<ByteRange>((best, range) => (rangeLength(range) > rangeLength(best) ? range : best), {
    start: 0,
    end: 0,
  });
  if (rangeLength(longest) < MIN_SAMPLE_BYTES) return null;
  // From the rear: the first bytes of different versions of a file are the likeliest to be the same.
  return { start: Math.max(longest.start, longest.end - SAMPLE_BYTES), end: longest.end };
}

/**
 * Asks a source for bytes that are on disk already: it must honour the range, have the file's size, announce no other
 * digest and send the same bytes. Validators of different hosts cannot be compared; those in the answer are for holding
 * later replies of this very source against.
 * @returns what it tells of the file, or `null` when aborted
 * @throws {SluiceError} what speaks against it
 */
export async function tryOut(
  url: URL,
  sample: ByteRange,
  { options, ports, transport }: Pick<SessionContext, 'options' | 'ports' | 'transport'>,
  holding: Holding,
  signal: AbortSignal,
): Promise<SourceFacts | null> {
  const { sizeBytes, digest } = holding.identity;
  const identity = { ...NOTHING, sizeBytes };
  const { file, received } = await new Promise<{ file: SourceFacts | null; received: Buffer }>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let missing = rangeLength(sample);
    let facts: SourceFacts | null = null;
    const settle = (act: () => void): void => {
      cancelTimeout();
      signal.removeEventListener('abort', stop);
      attempt.abort();
      act();
    };
    const fail = (error: SluiceError): void => {
      settle(() => {
        reject(error);
      });
    };
    const end = (): void => {
      settle(() => {
        resolve({ file: facts, received: Buffer.concat(chunks) });
      });
    };
    const stop = (): void => {
      facts = null;
      end();
    };
    const attempt = new Attempt(transport, goalOf({ options, ports }, { url, ...sample, identity }), {
      judged(verdict, head, finalUrl) {
        if (verdict.kind === 'refused') fail(verdict.error);
        else if (verdict.kind === 'changed') fail(new SluiceError('not-the-file', verdict.detail));
        else if (verdict.kind !== 'range') fail(new SluiceError('range-broken', `A reply that is ${verdict.kind}`));
        else if (verdict.total !== sizeBytes) fail(new SluiceError('not-the-file', 'A reply without the size'));
        else facts = readFacts({ head, url: finalUrl, sizeBytes, partial: true, encoded: false });
      },
      data(chunk) {
        chunks.push(chunk.subarray(0, missing));
        missing -= chunk.length;
        // A range may reach further than was asked for, up to the end of the file.
        if (missing <= 0) end();
      },
      ended: end,
      failed: fail,
    });
    const cancelTimeout = deadline(attempt, options.idleTimeoutMs, ports.clock, () => {
      fail(new SluiceError('stalled', `No sample within ${String(options.idleTimeoutMs)} ms`));
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  if (!file || signal.aborted) return null;
  if (received.length === 0) throw new SluiceError('length-mismatch', 'An empty sample');
  if (differ(digest, file.digest)) throw new SluiceError('not-the-file', 'It announces another digest');
  const expected = await holding.part.read(sample.start, received.length);
  if (!expected.equals(received)) throw new SluiceError('not-the-file', 'Its bytes differ');
  return file;
}
