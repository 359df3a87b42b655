import { SluiceError, type FailureCode } from '../../../shared/failures.ts';
import { assertNever } from '../../../shared/status.ts';
import type { Verdict } from '../transfer/check-reply.ts';

/** What a fleet knows when a reply comes in. */
export interface JudgeContext {
  /** The attempt asked from the first byte of the file and nothing of it has been received. */
  readonly fromStart: boolean;
  /** The first byte asked for is not the first of the file. */
  readonly fromMiddle: boolean;
  readonly sizeBytes: number | null;
  /** The server gave no validator at all: a 200 cannot be told from another version of the file. */
  readonly unvalidated: boolean;
  /** A 206 from the middle of this file has been seen. */
  readonly rangesProven: boolean;
}

export type Judgement =
  | { readonly kind: 'accept'; readonly provesRanges: boolean }
  /** The server has another version of the file now. */
  | { readonly kind: 'changed'; readonly detail: string }
  /** The server does not do ranges as it should: no further connections. */
  | { readonly kind: 'distrust'; readonly notice: 'ranges-ignored' | 'ranges-broken'; readonly detail: string }
  | { readonly kind: 'fail'; readonly error: SluiceError; readonly retryAfterMs: number | null };

/** What follows from the reply to one segment's request, before a byte of its body is taken. */
export function judge(verdict: Verdict, context: JudgeContext): Judgement {
  switch (verdict.kind) {
    case 'range':
      return { kind: 'accept', provesRanges: context.fromMiddle };
    case 'whole': {
      if (verdict.version === 'other') {
        return { kind: 'changed', detail: 'A whole reply came whose validators are not those of the file' };
      }
      const same = verdict.version === 'same' || (context.unvalidated && verdict.size === context.sizeBytes);
      if (!same) return notTheFile(verdict.size);
      if (context.fromStart) return { kind: 'accept', provesRanges: false };
      // A server that does ranges and once does not: what is there is not thrown away for that.
      if (context.rangesProven) return broken('The whole file came for a range', context);
      return { kind: 'distrust', notice: 'ranges-ignored', detail: 'The whole file came for a range' };
    }
    case 'changed':
      return verdict;
    case 'broken':
      return broken(verdict.detail, context);
    case 'unsatisfiable':
      if (verdict.total !== null && verdict.total !== context.sizeBytes) {
        return { kind: 'changed', detail: `416 with a size of ${String(verdict.total)} bytes` };
      }
      return broken('416 for bytes within the file', context);
    case 'refused':
      return { kind: 'fail', error: verdict.error, retryAfterMs: verdict.retryAfterMs };
    default:
      return assertNever(verdict);
  }
}

const notTheFile = (size: number | null): Judgement => ({
  kind: 'fail',
  error: new SluiceError(
    'not-the-file',
    size === null ? 'A body of unknown length' : `A body of ${String(size)} bytes`,
  ),
  retryAfterMs: null,
});

/** A server that has served ranges before gets another chance; one that never has is not asked for more. */
function broken(detail: string, context: JudgeContext): Judgement {
  if (context.rangesProven) return { kind: 'fail', error: new SluiceError('range-broken', detail), retryAfterMs: null };
  return { kind: 'distrust', notice: 'ranges-broken', detail };
}

const REFUSALS: readonly FailureCode[] = ['server-busy', 'too-many-requests', 'connect-refused', 'forbidden'];

/** Failures that, on a further connection while others carry, mean "not so many". */
export const refusesConnection = (code: FailureCode): boolean => REFUSALS.includes(code);
