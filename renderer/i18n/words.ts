import type { TFunction } from 'i18next';
import { createByteFormat, type ByteFormat } from '../format/bytes.ts';
import { createDateFormat } from '../format/dates.ts';
import { spokenDuration } from '../format/duration.ts';
import { assertNever } from '../../shared/status.ts';

/** The catalogue and the formats of one language, together: what a component needs to say anything. */
export interface Words extends ByteFormat {
  readonly t: TFunction;
  /** The catalogue's language. */
  readonly language: string;
  /** `88.4 MB/s` */
  speed(bytesPerSecond: number): string;
  /** `3.94 of 6.12 GB`; only what is known. */
  size(receivedBytes: number, sizeBytes: number | null): string;
  /** `1 min 35 s`, `about 2 h`; without the "about" when short. */
  duration(seconds: number, length?: 'short'): string;
  /** `Today 14:02` */
  moment(epochMs: number, today: number): string;
  fullDate(epochMs: number): string;
  /** `14:21:07` */
  clock(epochMs: number): string;
  /** `21 Nov`, with the year when it is another one. */
  day(epochMs: number, today: number): string;
  integer(value: number): string;
}

/** `locale` is the variant of `language` whose dates and numbers are used. */
export function createWords(t: TFunction, language: string, locale = language): Words {
  const format = isolated(createByteFormat(locale), language);
  const dates = createDateFormat(locale);
  const integers = new Intl.NumberFormat(locale);
  return {
    ...format,
    t,
    language,
    speed: (bytesPerSecond) => t('list.perSecond', { amount: format.bytes(bytesPerSecond) }),
    size(received, total) {
      if (total === null || received === total) return format.bytes(received);
      if (received === 0) return format.bytes(total);
      return t('list.of', { received: format.partOf(received, total), total: format.bytes(total) });
    },
    duration: (seconds, length) => sayDuration(t, seconds, length === 'short'),
    moment(epochMs, today) {
      const { day, text } = dates.moment(epochMs, today);
      if (day === 'earlier') return text;
      return day === 'today' ? t('time.today', { time: text }) : t('time.yesterday', { time: text });
    },
    fullDate: dates.full,
    clock: dates.clock,
    day: dates.day,
    integer: (value) => integers.format(value),
  };
}

const RIGHT_TO_LEFT = /^ar\b/;

/** Figures with their units run from left to right inside sentences that do not (UAX 9: LRI, PDI). */
function isolated(format: ByteFormat, language: string): ByteFormat {
  if (!RIGHT_TO_LEFT.test(language)) return format;
  const isolate = (text: string): string => `\u2066${text}\u2069`;
  return {
    bytes: (bytes) => isolate(format.bytes(bytes)),
    partOf: format.partOf,
    range: (start, end, whole) => isolate(format.range(start, end, whole)),
  };
}

function sayDuration(t: TFunction, wholeSeconds: number, short: boolean): string {
  const spoken = spokenDuration(wholeSeconds);
  switch (spoken.kind) {
    case 'seconds':
      return t('time.seconds', { seconds: spoken.seconds });
    case 'minutes-seconds':
      return t('time.minutesSeconds', { minutes: spoken.minutes, seconds: spoken.seconds });
    case 'minutes':
      return t('time.minutes', { minutes: spoken.minutes });
    case 'hours-minutes':
      return t(short ? 'time.hoursMinutesShort' : 'time.hoursMinutes', {
        hours: spoken.hours,
        minutes: spoken.minutes,
      });
    case 'hours':
      return t(short ? 'time.hoursShort' : 'time.hours', { hours: spoken.hours });
    case 'days':
      return t(short ? 'time.daysShort' : 'time.days', { count: spoken.days });
    case 'long':
      return t('time.long');
    default:
      return assertNever(spoken);
  }
}

/** Whole per cent, never 100 before the last byte. */
export function percentOf(received: number, total: number | null): number | null {
  if (total === null) return null;
  if (total === 0 || received >= total) return 100;
  return Math.min(99, Math.floor((received / total) * 100));
}
