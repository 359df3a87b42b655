import { trimOws } from './values.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = '(\\d{2}):(\\d{2}):(\\d{2})';
/** Sun, 06 Nov 1994 08:49:37 GMT, and with dashes and any weekday the older Sunday, 06-Nov-94 08:49:37 GMT. */
const FIXED = new RegExp(
  `^[a-z]+,[ \\t]*(\\d{1,2})[ -]([a-z]{3})[ -](\\d{4}|\\d{2})[ \\t]+${CLOCK}[ \\t]+(?:GMT|UTC)$`,
  'i',
);
/** Sun Nov  6 08:49:37 1994 */
const ASCTIME = new RegExp(`^[a-z]{3}[ \\t]+([a-z]{3})[ \\t]+(\\d{1,2})[ \\t]+${CLOCK}[ \\t]+(\\d{4})$`, 'i');

/**
 * An HTTP date in any of the three forms of RFC 9110 section 5.6.7, as ms since 1970. Stricter than `Date.parse`,
 * which takes `1` for a date and reads times without a zone as local.
 * @returns `null` for anything else
 */
export function parseHttpDate(value: string): number | null {
  const text = trimOws(value);
  const fixed = FIXED.exec(text);
  if (fixed) {
    const [, day, month, year, hour, minute, second] = fixed;
    return epochMs(year, month, day, hour, minute, second);
  }
  const [, month, day, hour, minute, second, year] = ASCTIME.exec(text) ?? [];
  return epochMs(year, month, day, hour, minute, second);
}

function epochMs(year = '', month = '', day = '', hour = '', minute = '', second = ''): number | null {
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  if (monthIndex < 0) return null;
  const [d, h, m, s] = [Number(day), Number(hour), Number(minute), Number(second)];
  // 60 is a leap second.
  if (h > 23 || m > 59 || s > 60) return null;
  const at = new Date(0);
  at.setUTCFullYear(fullYear(year), monthIndex, d);
  // A day that the month does not have has moved on to the next.
  if (at.getUTCMonth() !== monthIndex || at.getUTCDate() !== d) return null;
  return at.setUTCHours(h, m, s);
}

/** Two digits can only be of the years in which HTTP servers have run or will. */
const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
