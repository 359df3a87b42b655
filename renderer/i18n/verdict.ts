import type { DownloadSnapshot } from '../../shared/download.ts';
import { limitNow, type Settings } from '../../shared/settings.ts';
import { assertNever } from '../../shared/status.ts';
import type { Words } from './words.ts';

/** What holds a download back, and why that is thought. */
export interface Verdict {
  readonly what: string;
  readonly why: string;
}

type Source = Pick<
  DownloadSnapshot,
  'waitingFor' | 'bottleneck' | 'bytesPerSecond' | 'activeConnections' | 'limitBytesPerSecond'
>;

/** `null` while nothing is known to hold it back. */
export function spokenVerdict(download: Source, settings: Settings, words: Words): Verdict | null {
  const { t } = words;
  if (download.waitingFor === 'network') return { what: t('verdict.network'), why: t('verdict.networkWhy') };
  switch (download.bottleneck) {
    case null:
      return null;
    case 'server': {
      const each = download.bytesPerSecond / Math.max(1, download.activeConnections);
      return { what: t('verdict.server'), why: each > 0 ? t('verdict.serverWhy', { speed: words.speed(each) }) : '' };
    }
    case 'link':
      return { what: t('verdict.link'), why: t('verdict.linkWhy') };
    case 'disk':
      return { what: t('verdict.disk'), why: t('verdict.diskWhy') };
    case 'limit':
      return limitVerdict(download.limitBytesPerSecond, settings, words);
    default:
      return assertNever(download.bottleneck);
  }
}

/** @param own bytes per second, or `null` */
function limitVerdict(own: number | null, settings: Settings, { t, speed }: Words): Verdict {
  const all = limitNow(settings);
  if (own !== null && own <= (all ?? Infinity)) {
    return { what: t('verdict.limit'), why: t('verdict.ownWhy', { speed: speed(own) }) };
  }
  const slow = settings.slowMode && all === settings.slowLimitBytesPerSecond;
  return {
    what: slow ? t('verdict.slow') : t('verdict.limit'),
    why: all === null ? '' : t('verdict.allWhy', { speed: speed(all) }),
  };
}
