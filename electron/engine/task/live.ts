import type { DownloadSnapshot, SegmentSnapshot } from '../../../shared/download.ts';
import type { SourceFacts } from '../probe/facts.ts';
import type { ReplyFacts } from '../types.ts';
import type { Ledger } from './ledger.ts';
import type { Session } from './session.ts';
import type { SessionHooks } from './session-context.ts';
import type { SluiceError } from '../../../shared/failures.ts';

/**
 * What a stopped run leaves the download as; `amended`: queued, as something of it is changed; `null`: as it is, for the
 * next start; an error: failed with it.
 */
export type StopState = 'paused' | 'queued' | 'amended' | 'removed' | SluiceError | null;

/** What is shown of a download besides its record; nothing of it is stored. */
export interface Live {
  session: Session | null;
  /** Segments of a download that is not running. */
  resting: SegmentSnapshot[];
  verifiedBytes: number;
  /** ms since 1970. */
  retryAt: number | null;
  waitingFor: DownloadSnapshot['waitingFor'];
}

export const newLive = (): Live => ({
  session: null,
  resting: [],
  verifiedBytes: 0,
  retryAt: null,
  waitingFor: null,
});

function replyOf({ finalUrl, etag, lastModified }: SourceFacts): ReplyFacts {
  const shown = new URL(finalUrl);
  shown.username = '';
  shown.password = '';
  return { finalUrl: shown.href, etag, lastModified };
}

/** What a run tells, put into the record and what is shown. */
export const hooksInto = (ledger: Ledger, live: Live): SessionHooks => ({
  status(status) {
    ledger.enter(status);
  },
  notice(code, detail, params) {
    ledger.tell(code, detail, params);
  },
  note(code, params) {
    ledger.note(code, params);
  },
  progress() {
    ledger.update({ receivedBytes: live.session?.holding.coveredBytes ?? 0 });
    ledger.progress();
  },
  facts() {
    if (!live.session) return;
    const { holding, facts } = live.session;
    ledger.update({
      ...(holding.target ? { fileName: holding.target.fileName, named: true } : {}),
      ...(facts ? { host: facts.finalUrl.host, mediaType: facts.mediaType, reply: replyOf(facts) } : {}),
      sizeBytes: holding.identity.sizeBytes,
      receivedBytes: holding.coveredBytes,
      announced: holding.identity.digest,
    });
    ledger.changed();
  },
  retryAt(at) {
    live.retryAt = at;
    ledger.progress();
  },
  waitingFor(what) {
    live.waitingFor = what;
    ledger.progress();
  },
});
