import { SluiceError } from '../../../shared/failures.ts';
import type { ReplyHead, Transport } from '../http/transport.ts';
import { Attempt, type AttemptGoal } from '../transfer/attempt.ts';
import type { Verdict } from '../transfer/check-reply.ts';
import { assertNever } from '../../../shared/status.ts';
import { readFacts, type SourceFacts } from '../probe/facts.ts';
import { isEncoded } from '../transfer/check-reply.ts';
import type { Holding } from './holding.ts';

/** The first reply of a round; its attempt is on hold, or over when the verdict is of no use. */
export interface Opening {
  readonly attempt: Attempt;
  readonly verdict: Verdict;
  readonly head: ReplyHead;
  /** After redirects. */
  readonly url: URL;
}

/**
 * Makes the first request and waits for the head of its reply. The body is kept: it becomes the first segment.
 * @throws {SluiceError} what the connection failed with; `stalled` after `idleTimeoutMs` of silence
 */
export function openFirst(
  transport: Transport,
  goal: AttemptGoal,
  signal: AbortSignal,
  after: (ms: number, callback: () => void) => () => void,
): Promise<Opening> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void): void => {
      cancelTimeout();
      signal.removeEventListener('abort', stop);
      action();
    };
    const fail = (error: SluiceError): void => {
      settle(() => {
        attempt.abort();
        reject(error);
      });
    };
    const stop = (): void => {
      fail(new SluiceError('internal', 'stopped'));
    };
    const attempt = new Attempt(transport, goal, {
      judged(verdict, head, url) {
        settle(() => {
          attempt.pause('hold');
          resolve({ attempt, verdict, head, url });
        });
      },
      data() {
        // On hold since its head came.
      },
      ended() {
        // An empty body ends even on hold; whoever adopts the attempt sees it by `ended`.
      },
      failed: fail,
    });
    const cancelTimeout = after(goal.headTimeoutMs, () => {
      fail(new SluiceError('stalled', `No reply within ${String(goal.headTimeoutMs)} ms`));
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

/** What the reply tells of the file. */
export function factsOf({ verdict, head, url }: Opening): SourceFacts {
  const sizeBytes = verdict.kind === 'range' ? verdict.total : verdict.kind === 'whole' ? verdict.size : null;
  return readFacts({ head, url, sizeBytes, partial: verdict.kind === 'range', encoded: isEncoded(head) });
}

/** What the first request of a round asks for. Bytes; `end` is exclusive, `null`: to the end of the file. */
export interface FirstRange {
  /** It goes on behind bytes on disk. */
  readonly resumed: boolean;
  /** The first byte that is missing. */
  readonly position: number;
  /** So much before it is asked for too, as proof of the version. */
  readonly overlapBytes: number;
  /** `null`: without a Range. */
  readonly start: number | null;
  readonly end: number | null;
}

/** @param single over one stream, from the first byte on */
export function firstRange(holding: Holding, single: boolean): FirstRange {
  const resumed = holding.coveredBytes > 0 && !single;
  const [hole] = resumed ? holding.holes() : [];
  const position = hole?.start ?? 0;
  const overlapBytes = resumed ? holding.overlapBytes(position) : 0;
  const { sizeBytes } = holding.identity;
  const end = hole && sizeBytes !== null && hole.end < sizeBytes ? hole.end : null;
  return { resumed, position, overlapBytes, start: single ? null : position - overlapBytes, end };
}

export interface OpeningContext {
  /** A Range from this byte was sent; `null`: none. */
  readonly start: number | null;
  /** Bytes of this file are on disk and the request asks for what follows them. */
  readonly resumed: boolean;
  /** Bytes on disk. */
  readonly coveredBytes: number;
  readonly sizeBytes: number | null;
  /** The size that the file must have, or `null`. */
  readonly wantedBytes: number | null;
  /** The server gave no validator: another version cannot be told from a server without ranges. */
  readonly unvalidated: boolean;
}

export type OpeningAction =
  /** The reply's body is the file from its first byte; whatever is on disk is dropped. */
  | { readonly kind: 'begin'; readonly notice: 'ranges-ignored' | 'source-changed' | null }
  /** The reply's body goes on where the bytes on disk end. */
  | { readonly kind: 'continue' }
  /** There is nothing to fetch: every byte is on disk, or the file is empty. */
  | { readonly kind: 'complete'; readonly sizeBytes: number }
  /** Ask again, without what is on disk; `single`: without a Range. */
  | { readonly kind: 'again'; readonly single: boolean; readonly notice: 'ranges-broken' | 'source-changed' | null }
  | { readonly kind: 'fail'; readonly error: SluiceError; readonly retryAfterMs: number | null };

const fail = (error: SluiceError): OpeningAction => ({ kind: 'fail', error, retryAfterMs: null });

/** What follows from the first reply of a round. */
export function decideOpening(verdict: Verdict, context: OpeningContext): OpeningAction {
  const { resumed, coveredBytes, start, wantedBytes } = context;
  const size = verdict.kind === 'range' ? verdict.total : verdict.kind === 'whole' ? verdict.size : null;
  if (size !== null && wantedBytes !== null && size !== wantedBytes) {
    return fail(new SluiceError('not-the-file', `${String(size)} bytes where ${String(wantedBytes)} are wanted`));
  }
  switch (verdict.kind) {
    case 'range':
      return resumed ? { kind: 'continue' } : { kind: 'begin', notice: null };
    case 'whole':
      if (!resumed) return { kind: 'begin', notice: null };
      if (verdict.version === 'other') return { kind: 'begin', notice: 'source-changed' };
      if (verdict.version === 'same' || (context.unvalidated && verdict.size === context.sizeBytes)) {
        return { kind: 'begin', notice: 'ranges-ignored' };
      }
      // Neither the file nor provably a new version of it: a sign-in page, perhaps. What is on disk is kept.
      return fail(new SluiceError('not-the-file', `HTTP 200 with ${String(verdict.size)} bytes`));
    case 'changed':
      return { kind: 'again', single: false, notice: 'source-changed' };
    case 'broken':
      if (start === null) return fail(new SluiceError('range-broken', verdict.detail));
      return { kind: 'again', single: true, notice: 'ranges-broken' };
    case 'unsatisfiable': {
      if (start === null) return fail(new SluiceError('client-error', 'HTTP 416'));
      const sizeFits = context.sizeBytes === null || context.sizeBytes === verdict.total;
      if (!resumed && verdict.total === 0) return { kind: 'complete', sizeBytes: 0 };
      if (resumed && verdict.total === coveredBytes && sizeFits) return { kind: 'complete', sizeBytes: coveredBytes };
      // Nothing at this offset: what is on disk is of another file, or the server does not mean what it says.
      return { kind: 'again', single: !resumed, notice: resumed ? 'source-changed' : null };
    }
    case 'refused':
      return { kind: 'fail', error: verdict.error, retryAfterMs: verdict.retryAfterMs };
    default:
      return assertNever(verdict);
  }
}
