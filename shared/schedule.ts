import { z } from 'zod';

const MINUTES_A_DAY = 24 * 60;
/** Minutes since local midnight. */
const minute = z
  .number()
  .int()
  .min(0)
  .max(MINUTES_A_DAY - 1);

/**
 * One opening of a schedule by the local wall clock. An `end` that is not after `start` lies on the next day, so that
 * 22:00 to 06:00 is one opening and 00:00 to 00:00 a whole day.
 */
export const openingSchema = z
  .object({
    /** Days of the week on which it begins, 0 is Sunday. */
    days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
    start: minute,
    /** Exclusive. */
    end: minute,
  })
  .strict();
/** Open whenever one of its openings is. */
export const scheduleSchema = z.array(openingSchema).min(1).max(50);
export type Schedule = z.infer<typeof scheduleSchema>;

/** A switch that a schedule flips at its edges, and people in between: whoever did last is right. */
export interface ScheduledSwitch {
  readonly on: boolean;
  /** When it was last flipped, ms since 1970. */
  readonly changedAt: number;
}

/** A week and what a daylight saving change can move across its ends. */
const DAYS_BEFORE = 2;
const DAYS_AFTER = 9;

/** [from, to) in ms since 1970. */
type Span = readonly [from: number, to: number];

/**
 * The openings around `now` as instants. Made from local dates day by day, never by adding 24 hours: days of 23 and 25
 * hours come out right. A time that a change of the clock leaves out is taken by `Date` as that much later.
 */
function spansAround(schedule: Schedule, now: number): Span[] {
  const today = new Date(now);
  const instant = (dayOffset: number, minutes: number): number =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + dayOffset, 0, minutes).getTime();
  const spans: Span[] = [];
  for (let day = -DAYS_BEFORE; day <= DAYS_AFTER; day += 1) {
    // At noon: where the clock changes at midnight, that hour may belong to no day.
    const weekday = new Date(instant(day, MINUTES_A_DAY / 2)).getDay();
    for (const { days, start, end } of schedule) {
      if (!days.includes(weekday)) continue;
      const span: Span = [instant(day, start), instant(end > start ? day : day + 1, end)];
      // One that lies within the hour that is left out may end before it begins: it does not happen.
      if (span[0] < span[1]) spans.push(span);
    }
  }
  return spans;
}

const isIn = (spans: readonly Span[], at: number): boolean => spans.some(([from, to]) => from <= at && at < to);

/** @param now ms since 1970 */
export const isOpenAt = (schedule: Schedule, now: number): boolean => isIn(spansAround(schedule, now), now);

/**
 * The first instant after `now` at which {@link isOpenAt} changes, in ms since 1970; `null` when it never does.
 * @param now ms since 1970
 */
export function nextChangeAt(schedule: Schedule, now: number): number | null {
  const spans = spansAround(schedule, now);
  const open = isIn(spans, now);
  const edges = spans
    .flat()
    .filter((edge) => edge > now)
    .sort((a, b) => a - b);
  // Where the last of them end, and two may at once, an opening of a day not looked at could begin.
  const last = edges.at(-1);
  return edges.find((edge) => edge !== last && isIn(spans, edge) !== open) ?? null;
}

/**
 * How a switch stands now: as its schedule's last edge left it, unless it was flipped since.
 * @param now ms since 1970
 */
export function switchAt(schedule: Schedule | null, state: ScheduledSwitch, now: number): ScheduledSwitch {
  if (schedule === null) return state;
  // The clock was set back: from here on it counts anew, or the edges until then would be passed over.
  if (state.changedAt > now) return { ...state, changedAt: now };
  const edge = nextChangeAt(schedule, state.changedAt);
  return edge === null || edge > now ? state : { on: isOpenAt(schedule, now), changedAt: now };
}
