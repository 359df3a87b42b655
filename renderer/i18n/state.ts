import type { DownloadSnapshot } from '../../shared/download.ts';
import { assertNever } from '../../shared/status.ts';
import { algorithmName } from '../links/checksum.ts';
import { sourcesOf } from '../segments/model.ts';
import type { Words } from './words.ts';

/** The one thing a state means, for its colour. */
export type Tone = 'flow' | 'wait' | 'done' | 'fail' | 'still';

export interface SpokenState {
  readonly tone: Tone;
  readonly text: string;
}

type Source = Pick<
  DownloadSnapshot,
  'waitingFor' | 'status' | 'checksum' | 'failure' | 'segments' | 'bytesPerSecond' | 'retryAt'
>;

/** Connections are open, but none of them carries anything. */
export function isStalled({ status, segments, bytesPerSecond }: Source): boolean {
  if (status !== 'downloading' || bytesPerSecond > 0) return false;
  const tried = segments.filter(({ state }) => state !== 'idle' && state !== 'done');
  return tried.length > 0 && tried.every(({ state }) => state === 'stalled' || state === 'waiting');
}

/** A download's state in words. A failed one says why, and what to do. */
export function spokenState(download: Source, { t }: Words): SpokenState {
  const { status } = download;
  switch (status) {
    case 'queued':
    case 'paused':
      return { tone: 'still', text: t(`status.${status}`) };
    case 'probing':
    case 'downloading':
      if (download.waitingFor === 'network') return { tone: 'wait', text: t('state.offline') };
      return isStalled(download)
        ? { tone: 'wait', text: t('state.stalled') }
        : { tone: 'flow', text: t(`status.${status}`) };
    case 'verifying': {
      const algorithm = download.checksum && algorithmName(download.checksum.algorithm);
      return { tone: 'wait', text: algorithm ? t('state.verifyingWith', { algorithm }) : t('status.verifying') };
    }
    case 'finished':
      return { tone: 'done', text: t('status.finished') };
    case 'failed':
      return { tone: 'fail', text: download.failure ? t(`failures.${download.failure.code}`) : t('status.failed') };
    default:
      return assertNever(status);
  }
}

export const TONE_CLASS: Readonly<Record<Tone, string>> = {
  flow: 'text-accent-text',
  wait: 'text-wait',
  done: 'text-done',
  fail: 'text-fail',
  still: 'text-muted',
};

/** All that a segment bar shows, as one sentence for who cannot see it. */
export function spokenBar(download: DownloadSnapshot, words: Words, percent: number | null): string {
  const { t } = words;
  const received = words.bytes(download.receivedBytes);
  if (percent === null) return t('bar.unknown', { received });
  if (download.status === 'verifying') {
    const size = download.sizeBytes ?? 0;
    const verified = size === 0 ? 100 : Math.floor((download.verifiedBytes / size) * 100);
    return t('bar.verified', { percent: verified });
  }
  const struggling = download.segments.filter(({ state }) => state === 'stalled' || state === 'waiting').length;
  const parts = [
    t('bar.known', { percent, received, total: words.bytes(download.sizeBytes ?? 0) }),
    download.segments.length > 0 ? t('bar.segments', { count: download.segments.length }) : '',
    download.activeConnections > 0 ? t('bar.running', { count: download.activeConnections }) : '',
    struggling > 0 ? t('bar.struggling', { count: struggling }) : '',
    ...sourcesOf(download.segments).map((number) => {
      const count = download.segments.filter(({ source }) => source === number).length;
      return t('bar.fromSource', { number, segments: t('bar.segments', { count }) });
    }),
  ];
  return parts.filter(Boolean).join(', ');
}
