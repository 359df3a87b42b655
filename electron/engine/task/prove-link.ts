import { SluiceError } from '../../../shared/failures.ts';
import { assertNever } from '../../../shared/status.ts';
import { header } from '../headers/values.ts';
import { readFacts } from '../probe/facts.ts';
import { deadline } from './deadline.ts';
import { goalOf } from './goal.ts';
import type { Holding } from './holding.ts';
import { identityOf } from './known.ts';
import type { Clock } from './ports.ts';
import { openFirst, type Opening } from './opening.ts';
import type { SessionContext } from './session-context.ts';

/** Compared with the server's bytes where there is no validator to compare. */
const PROOF_BYTES = 64 * 1024;

/** A request that asks for nothing but the proof failed; what the server asked to wait, in ms, or `null`. */
export class Unproved extends Error {
  constructor(
    readonly failure: SluiceError,
    readonly retryAfterMs: number | null,
  ) {
    super(failure.message);
  }
}

/**
 * Makes sure that another link leads to the file of which `holding` has a part, before one byte is added: by size and
 * strong validator, or else by the last bytes before a gap. Nothing on disk is changed.
 * @throws {SluiceError} `link-mismatch`
 * @throws {Unproved} when the server gave no usable reply
 */
export async function proveLink(context: SessionContext, signal: AbortSignal, holding: Holding): Promise<void> {
  const { identity } = holding;
  const { clock } = context.ports;
  const [known] = holding.ranges();
  if (!known) throw new Error('There is nothing on disk to hold a link against');
  const start = Math.max(known.start, known.end - PROOF_BYTES);
  const length = known.end - start;
  // Without If-Range: a server that does not know the old validator would send the whole file instead of the proof.
  const goal = goalOf(context, { start, end: known.end, identity: { ...identity, validator: null } });
  let opening: Opening;
  try {
    opening = await openFirst(context.transport, goal, signal, (ms, callback) => clock.after(ms, callback));
  } catch (error) {
    throw error instanceof SluiceError ? new Unproved(error, null) : error;
  }
  const { attempt, verdict, head, url } = opening;
  try {
    const mismatch = (why: string): SluiceError => new SluiceError('link-mismatch', why);
    switch (verdict.kind) {
      case 'range': {
        const { sizeBytes, validator } = identity;
        if (validator && header(head.headers, validator.kind) === validator.value) break;
        const [theirs, ours] = await Promise.all([
          bodyOf(opening, length, signal, clock),
          holding.part.read(start, length),
        ]);
        // A shorter reply is legal, and proves as much as it holds.
        if (theirs.length === 0 || !theirs.equals(ours.subarray(0, theirs.length)))
          throw mismatch(`Bytes from ${String(start)} on differ`);
        const facts = readFacts({ head, url, sizeBytes, partial: true, encoded: false });
        holding.adopt(identityOf(facts));
        return;
      }
      case 'whole':
        if (verdict.version !== 'same') throw mismatch('A whole reply came that is not provably the same file');
        break;
      case 'changed':
        throw mismatch(verdict.detail);
      case 'unsatisfiable':
        throw mismatch('HTTP 416');
      case 'broken':
        throw new Unproved(new SluiceError('range-broken', verdict.detail), null);
      case 'refused':
        throw new Unproved(verdict.error, verdict.retryAfterMs);
      default:
        assertNever(verdict);
    }
    holding.adopt(identity);
  } finally {
    attempt.abort();
  }
}

/** Up to `length` bytes of the body. */
function bodyOf({ attempt }: Opening, length: number, signal: AbortSignal, clock: Clock): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    const fail = (error: SluiceError): void => {
      cancel();
      reject(new Unproved(error, null));
    };
    const done = (): void => {
      cancel();
      resolve(Buffer.concat(chunks).subarray(0, length));
    };
    const stop = (): void => {
      attempt.abort();
      fail(new SluiceError('internal', 'stopped'));
    };
    const cancelTimeout = deadline(attempt, attempt.goal.headTimeoutMs, clock, () => {
      attempt.abort();
      fail(new SluiceError('stalled', 'The proof did not come'));
    });
    const cancel = (): void => {
      cancelTimeout();
      signal.removeEventListener('abort', stop);
    };
    attempt.adopt({
      judged: () => undefined,
      data(chunk) {
        chunks.push(chunk);
        received += chunk.length;
        if (received >= length) done();
      },
      ended: done,
      failed: fail,
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    else if (attempt.ended) done();
    else attempt.resume('hold');
  });
}
