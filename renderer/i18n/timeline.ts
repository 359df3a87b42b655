import { CHECKSUM_ALGORITHMS, SINGLE_STREAM_REASONS } from '../../shared/download.ts';
import { FAILURE_CODES } from '../../shared/failures.ts';
import { assertNever } from '../../shared/status.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import { algorithmName } from '../links/checksum.ts';
import type { Words } from './words.ts';

type Param = TimelineEntry['params'][string] | undefined;

/** Stored by any version of the program: what this one does not know is passed over. */
const known = <Value extends string>(values: readonly Value[], param: Param): Value | undefined =>
  values.find((value) => value === param);

/** A failure's text is what happened and then what to do: only the first, where something is being done already. */
function reasonOf(param: Param, { t }: Words): string {
  const code = known(FAILURE_CODES, param);
  return code ? (/^.*?[.。]/u.exec(t(`failures.${code}`))?.[0] ?? '') : '';
}

function sentenceOf({ code, params }: TimelineEntry, words: Words): string {
  const { t } = words;
  const host = String(params['host'] ?? '');
  const count = Number(params['connections'] ?? 0);
  const algorithm = known(CHECKSUM_ALGORITHMS, params['algorithm']);
  switch (code) {
    case 'started':
    case 'offline':
    case 'online':
    case 'reconnected':
      return t(`timeline.${code}`);
    case 'resumed':
    case 'finished':
      return t(`timeline.${code}`, { amount: words.bytes(Number(params['bytes'] ?? 0)) });
    case 'verifying':
    case 'verified':
      return t(`timeline.${code}`, { algorithm: algorithm ? algorithmName(algorithm) : '' });
    case 'ranges':
      return t('timeline.ranges', { host });
    case 'single-stream': {
      const reason = known(SINGLE_STREAM_REASONS, params['reason']);
      return t('timeline.single', { host, reason: reason ? t(`single.${reason}`) : '' });
    }
    case 'connections-more':
      return t('timeline.more', { count });
    case 'connections-held':
      return t('timeline.held', { count });
    case 'connections-fewer':
      return t('timeline.fewer', { count });
    case 'segment-retry':
      return t('timeline.retry', { reason: reasonOf(params['code'], words) });
    case 'waiting': {
      const time = words.duration(Number(params['seconds'] ?? 0));
      return t('timeline.waiting', { reason: reasonOf(params['code'], words), time });
    }
    case 'link-replaced':
      return t('timeline.relinked', { host });
    case 'signed-in':
      return t('timeline.signedIn', { host });
    case 'name-changed':
      return t('timeline.nameChanged', { name: String(params['name'] ?? '') });
    case 'paused':
      return params['by'] === 'queue' ? t('timeline.stopped') : t('timeline.paused');
    case 'limit-changed': {
      const rate = Number(params['bytesPerSecond'] ?? 0);
      return rate > 0 ? t('timeline.limited', { speed: words.speed(rate) }) : t('timeline.unlimited');
    }
    case 'space-freed':
      return t('timeline.space');
    case 'failed': {
      const failure = known(FAILURE_CODES, params['code']);
      return failure ? t(`failures.${failure}`) : t('status.failed');
    }
    case 'connections-refused': {
      const { refused, holding } = params;
      if (refused === undefined || holding === undefined) return t(`notice.${code}`);
      return t('timeline.refused', { count: Number(refused), ordinal: true, holding: words.integer(Number(holding)) });
    }
    case 'renamed':
      return params['name'] === undefined
        ? t(`notice.${code}`)
        : t('timeline.renamed', { name: String(params['name']) });
    case 'checkpoint-damaged':
    case 'pieces-damaged':
    case 'ranges-broken':
    case 'ranges-ignored':
    case 'server-wait':
    case 'single-stream-retry':
    case 'source-changed':
    case 'source-dropped':
      return t(`notice.${code}`);
    default:
      return assertNever(code);
  }
}

/** What happened, as a sentence. */
export function spokenEntry(entry: TimelineEntry, words: Words): string {
  const sentence = sentenceOf(entry, words).trim();
  const times = Number(entry.params['times'] ?? 1);
  return times > 1 ? words.t('timeline.repeated', { sentence, times: words.integer(times) }) : sentence;
}
