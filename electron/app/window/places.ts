import { z } from 'zod';
import type { KeyValues } from '../../library/index.ts';
import { windowMemorySchema, type Rectangle, type WindowMemory } from './bounds.ts';

/** Where it stood last, whatever the screens; and where for each set of screens. */
const LAST_KEY = 'window';
const PLACES_KEY = 'windowPlaces';
/** Sets of screens that are remembered: at home, at work, on the road, and then some. */
const KEPT = 8;

const placesSchema = z.array(z.object({ screens: z.string(), place: windowMemorySchema })).catch([]);

/** Names a set of screens by their places and sizes: ids are others after each start on some systems. */
export const screensKey = (bounds: readonly Rectangle[]): string =>
  bounds
    .map(({ x, y, width, height }) => `${x},${y},${width}x${height}`)
    .sort()
    .join(' ');

/** Where the window stood with these screens; with others, where it stood last; `null`: nowhere yet. */
export function recallPlace(memory: KeyValues, screens: string): WindowMemory | null {
  return placeFor(memory, screens) ?? windowMemorySchema.safeParse(memory.all()[LAST_KEY]).data ?? null;
}

/** Where it stood with these screens, and only these. */
export const placeFor = (memory: KeyValues, screens: string): WindowMemory | null =>
  placesSchema.parse(memory.all()[PLACES_KEY]).find((known) => known.screens === screens)?.place ?? null;

export function rememberPlace(memory: KeyValues, screens: string, place: WindowMemory): void {
  const others = placesSchema.parse(memory.all()[PLACES_KEY]).filter((known) => known.screens !== screens);
  memory.set({ [LAST_KEY]: place, [PLACES_KEY]: [{ screens, place }, ...others].slice(0, KEPT) });
}
