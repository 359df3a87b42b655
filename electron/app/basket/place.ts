import { z } from 'zod';
import type { Rectangle } from '../window/bounds.ts';

/** Device-independent pixels. */
export const BASKET_SIZE = { width: 196, height: 60 };
/** From the corner of the screen where it stands until it is moved. */
const MARGIN = 24;

export const basketMemorySchema = z.object({ x: z.number().int(), y: z.number().int() });
export type BasketMemory = z.infer<typeof basketMemorySchema>;

/**
 * Where the basket stands: where it was put, if all of it is on a screen still; else in the lower corner of the first.
 * @param workAreas of all screens, the primary one first
 */
export function placeBasket(memory: BasketMemory | null, workAreas: readonly Rectangle[]): BasketMemory {
  const { width, height } = BASKET_SIZE;
  const holds = ({ x, y }: BasketMemory, area: Rectangle): boolean =>
    x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height;
  if (memory !== null && workAreas.some((area) => holds(memory, area))) return memory;
  const [primary = { x: 0, y: 0, width: width + 2 * MARGIN, height: height + 2 * MARGIN }] = workAreas;
  return {
    x: primary.x + primary.width - width - MARGIN,
    y: primary.y + primary.height - height - MARGIN,
  };
}
