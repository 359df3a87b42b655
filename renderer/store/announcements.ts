import type { FailureCode } from '../../shared/failures.ts';
import { isActive, type Status } from '../../shared/status.ts';
import type { Feed } from './feed.ts';
import type { Ui } from './ui.ts';

/** Endings that come this soon after the last that was told are told together, ms. */
const GATHER_MS = 3000;

interface Ending {
  readonly name: string;
  /** `null`: it finished. */
  readonly failure: FailureCode | null;
}

interface Parts {
  readonly feed: Pick<Feed, 'store'>;
  readonly ui: Pick<Ui, 'say'>;
  /** Wall clock, epoch ms. */
  readonly wall: () => number;
}

/**
 * Tells who cannot see it that downloads have finished or failed; of progress nothing. The first at once, what follows closely
 * in one sentence, or a thousand small files would talk for an hour.
 */
export function createAnnouncements({ feed, ui, wall }: Parts) {
  let known = new Map<string, Status>();
  let knownAs: number | null = null;
  /** Rows made after this are new; others that come were put back, or are of another computer's list. Epoch ms. */
  let since = 0;
  let gathered: Ending[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  function tell(): void {
    timer = null;
    if (gathered.length === 0) return;
    const failed = gathered.filter(({ failure }) => failure !== null);
    const [first] = gathered;
    ui.say({
      kind: 'ended',
      finished: gathered.length - failed.length,
      failed: failed.length,
      name: first?.name ?? '',
      failure: first?.failure ?? null,
    });
    gathered = [];
    timer = setTimeout(tell, GATHER_MS);
  }

  function look(): void {
    const { phase, statuses, downloads } = feed.store.getState();
    if (phase !== 'ready' || statuses === knownAs) return;
    const isFirst = knownAs === null;
    const [before, madeBefore] = [known, since];
    knownAs = statuses;
    known = new Map(downloads.map(({ id, status }) => [id, status]));
    if (isFirst) {
      since = wall();
      return;
    }
    for (const { id, status, fileName, failure, createdAt } of downloads) {
      since = Math.max(since, createdAt);
      const was = before.get(id);
      // What ends at once is at its end when it is first heard of.
      const moved = was === undefined ? createdAt > madeBefore : isActive(was);
      if (moved && status === 'finished') gathered.push({ name: fileName, failure: null });
      if (moved && status === 'failed' && failure) gathered.push({ name: fileName, failure: failure.code });
    }
    if (timer === null) tell();
  }

  return {
    start(): () => void {
      look();
      const stop = feed.store.subscribe(look);
      return () => {
        stop();
        if (timer !== null) clearTimeout(timer);
      };
    },
  };
}
