/** A moment as a list shows it. */
export interface SpokenMoment {
  readonly day: 'today' | 'yesterday' | 'earlier';
  readonly text: string;
}

export interface DateFormat {
  /** `epochMs` seen from the local day that began at `today` (epoch ms). */
  moment(epochMs: number, today: number): SpokenMoment;
  /** The time of day to the second. */
  clock(epochMs: number): string;
  /** The day alone; its year when that is not the one of `today`. */
  day(epochMs: number, today: number): string;
  /** Date and time in full. */
  full(epochMs: number): string;
}

/** Midnight, local time, of the day that `epochMs` lies in; `days` later. */
export function startOfDay(epochMs: number, days = 0): number {
  const date = new Date(epochMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

export function createDateFormat(locale: string): DateFormat {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const year = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  const dayOf = (epochMs: number, today: number): string =>
    (new Date(epochMs).getFullYear() === new Date(today).getFullYear() ? day : year).format(epochMs);
  return {
    moment(epochMs, today) {
      if (epochMs >= today) return { day: 'today', text: time.format(epochMs) };
      if (epochMs >= startOfDay(today, -1)) return { day: 'yesterday', text: time.format(epochMs) };
      return { day: 'earlier', text: dayOf(epochMs, today) };
    },
    clock: (epochMs) => clock.format(epochMs),
    day: dayOf,
    full: (epochMs) => full.format(epochMs),
  };
}
