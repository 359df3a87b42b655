/** A time span in the words a person would use; the catalogue has one sentence for each kind. */
export type SpokenDuration =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'minutes-seconds'; readonly minutes: number; readonly seconds: number }
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'hours-minutes'; readonly hours: number; readonly minutes: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'long' };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const toMultiple = (value: number, step: number): number => Math.round(value / step) * step;

/**
 * Coarser the further away: nobody says "1 hour 41 minutes and 12 seconds", and a figure that is rounded does not
 * jitter while the speed wavers. `seconds` is whole and not negative.
 */
export function spokenDuration(seconds: number): SpokenDuration {
  if (seconds <= 10) return { kind: 'seconds', seconds };
  const exact = toMultiple(seconds, 5);
  if (exact < MINUTE) return { kind: 'seconds', seconds: exact };
  if (exact < 10 * MINUTE) {
    const rest = exact % MINUTE;
    const minutes = (exact - rest) / MINUTE;
    return rest === 0 ? { kind: 'minutes', minutes } : { kind: 'minutes-seconds', minutes, seconds: rest };
  }
  const wholeMinutes = Math.round(seconds / MINUTE);
  if (wholeMinutes < 60) return { kind: 'minutes', minutes: wholeMinutes };
  const tens = toMultiple(wholeMinutes, 10);
  if (tens < 180) {
    const minutes = tens % 60;
    const hours = (tens - minutes) / 60;
    return minutes === 0 ? { kind: 'hours', hours } : { kind: 'hours-minutes', hours, minutes };
  }
  const hours = Math.round(seconds / HOUR);
  if (hours < 36) return { kind: 'hours', hours };
  const days = Math.round(seconds / DAY);
  return days <= 30 ? { kind: 'days', days } : { kind: 'long' };
}
