const UNITS = { 'kB/s': 1e3, 'MB/s': 1e6 } as const;
export type RateUnit = keyof typeof UNITS;
export const RATE_UNITS = Object.keys(UNITS) as readonly RateUnit[];
/** Bytes per second; what the contract takes at most. */
const MOST = 2 ** 50;

/** A rate as it is typed. */
export interface RateDraft {
  readonly figure: string;
  readonly unit: RateUnit;
}

/** @param rate bytes per second, `null` for none */
export function draftOf(rate: number | null): RateDraft {
  if (rate === null) return { figure: '', unit: 'MB/s' };
  const unit = rate >= 1e6 ? 'MB/s' : 'kB/s';
  return { figure: String(rate / UNITS[unit]), unit };
}

export const isEmpty = ({ figure }: RateDraft): boolean => figure.trim() === '';

/** Bytes per second, whole, from 1; `null` when the draft cannot be used. A comma is as good as a point. */
export function readRate({ figure, unit }: RateDraft): number | null {
  const text = figure.trim().replace(',', '.');
  if (!/^(?:\d+\.?\d*|\.\d+)$/.test(text)) return null;
  const rate = Math.round(Number(text) * UNITS[unit]);
  return rate >= 1 && rate <= MOST ? rate : null;
}
