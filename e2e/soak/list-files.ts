import type { Status } from '../../shared/status.ts';

/** File `number` that the list soak fetches: small ones that finish in a moment, and some that last over several kills. */
export function listFile(number: number): { readonly path: string; readonly size: number; readonly seed: number } {
  const size = 1_000 + ((number * 2_654_435) % 3_000_000);
  return { path: `/${String(number)}.bin`, size, seed: number + 1 };
}

export interface ListEntry {
  readonly id: string;
  readonly status: Status;
  readonly url: string;
  readonly fileName: string;
}

export const numberOf = (url: string): number => Number.parseInt(new URL(url).pathname.slice(1), 10);

/** What the program says: `…ing` before it does something, the others once it is on record. */
export type Said =
  | { readonly kind: 'list'; readonly entries: readonly ListEntry[] }
  | { readonly kind: 'adding'; readonly number: number }
  | { readonly kind: 'added'; readonly id: string; readonly number: number }
  | { readonly kind: 'state'; readonly id: string; readonly status: Status }
  | { readonly kind: 'resuming' | 'cancelling' | 'cancelled'; readonly id: string }
  | { readonly kind: 'problem'; readonly detail: string };
