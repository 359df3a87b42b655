import type { Schedule } from '../../../shared/schedule.ts';

/** One opening as it is typed: times as `HH:MM`, empty while they are not whole. */
export interface OpeningDraft {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** What is offered first: every night. */
export const FIRST_OPENING: OpeningDraft = { days: [0, 1, 2, 3, 4, 5, 6], from: '23:00', to: '07:00' };

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const asText = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

function asMinutes(text: string): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

export const draftsOf = (schedule: Schedule): OpeningDraft[] =>
  schedule.map(({ days, start, end }) => ({ days, from: asText(start), to: asText(end) }));

/** `null` when one of them has no day, or a time that is none. */
export function scheduleOf(drafts: readonly OpeningDraft[]): Schedule | null {
  const openings = drafts.flatMap(({ days, from, to }) => {
    const [start, end] = [asMinutes(from), asMinutes(to)];
    if (start === null || end === null || days.length === 0) return [];
    return [{ days: [...days].sort((a, b) => a - b), start, end }];
  });
  return openings.length === drafts.length && openings.length > 0 ? openings : null;
}

/** `23:00` as the language writes it. */
export const timeOfDay = (epochMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(epochMs);

/** The days of the week as the language calls them, 0 is Sunday. */
export function dayNames(language: string): { readonly day: number; readonly short: string; readonly long: string }[] {
  const [short, long] = (['short', 'long'] as const).map(
    (weekday) => new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }),
  );
  // 1 January 2023 was a Sunday. A week is shown from Monday.
  return [1, 2, 3, 4, 5, 6, 0].map((day) => {
    const at = Date.UTC(2023, 0, 1 + day);
    return { day, short: short?.format(at) ?? '', long: long?.format(at) ?? '' };
  });
}
