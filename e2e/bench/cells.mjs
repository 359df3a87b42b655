// @ts-check
import { median } from './statistics.mjs';

/** @typedef {import('./measure.mjs').Run} Run */
/** The runs of each contestant, by round. @typedef {Map<string, Run[]>} Results */

/**
 * One cell of the target table: a figure of each round, and the limit for their median.
 * @typedef {{
 *   label: string, unit: string, limit: number, digits: number, atLeast?: boolean,
 *   of: (round: (name: string) => Run | undefined) => number | undefined,
 * }} Target
 * @typedef {{ label: string, target: string, values: number[], median: number, text: string, verdict: 'pass' | 'MISS' | '–' }} Cell
 */

/**
 * Paired: this round's run of one over this round's run of the other.
 * @param {'wall' | 'cpu'} what
 * @param {string} ours
 * @param {string} theirs
 * @param {number} limit
 * @returns {Target}
 */
export const ratio = (what, ours, theirs, limit) => ({
  label: `${what === 'cpu' ? 'CPU' : 'wall'} ${ours} / ${theirs}`,
  unit: '×',
  digits: 2,
  limit,
  of: (round) => quotient(round(ours)?.[what], round(theirs)?.[what]),
});

/** @param {number | undefined} a @param {number | undefined} b */
const quotient = (a, b) => (a === undefined || b === undefined ? undefined : a / b);

/**
 * @param {string} ours
 * @param {string} what one of its figures
 * @param {number} limit
 * @param {{ unit?: string, label?: string, digits?: number, atLeast?: boolean }} [more]
 * @returns {Target}
 */
export const figure = (ours, what, limit, { unit = '', label = what, digits = 0, atLeast = false } = {}) => ({
  label: `${ours}: ${label}`,
  unit,
  digits,
  limit,
  atLeast,
  of: (round) => round(ours)?.figures?.[what],
});

/**
 * @param {string} ours
 * @param {number} seconds the best that the rates allow
 * @param {number} limit
 * @returns {Target}
 */
export const toIdeal = (ours, seconds, limit) => ({
  label: `wall ${ours} / ideal ${seconds.toFixed(2)} s`,
  unit: '×',
  digits: 2,
  limit,
  of: (round) => quotient(round(ours)?.wall, seconds),
});

/** @param {Target} target @param {Results} results @returns {Cell} */
export function cellOf({ label, unit, limit, digits, atLeast = false, of }, results) {
  const rounds = Math.max(0, ...[...results.values()].map((runs) => runs.length));
  const values = Array.from({ length: rounds }, (_, index) => of((name) => results.get(name)?.[index])).filter(
    (value) => value !== undefined,
  );
  const show = (/** @type {number} */ value) => value.toFixed(digits);
  const middle = median(values);
  const range = values.length > 1 ? ` (${show(Math.min(...values))}..${show(Math.max(...values))})` : '';
  const holds = atLeast ? middle >= limit : middle <= limit;
  return {
    label,
    target: `${atLeast ? '≥' : '≤'} ${show(limit)}${unit}`,
    values,
    median: middle,
    // A peer that is not installed leaves nothing to compare.
    text: values.length === 0 ? 'not measured' : `${show(middle)}${unit}${range}`,
    verdict: values.length === 0 ? '–' : holds ? 'pass' : 'MISS',
  };
}
