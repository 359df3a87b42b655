import { z } from 'zod';
import { DEFAULT_SIZE, MINIMUM_SIZE } from './size.ts';

/** Screen coordinates in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const whole = z.number().int();
export const windowMemorySchema = z.object({
  x: whole,
  y: whole,
  width: whole.positive(),
  height: whole.positive(),
  maximized: z.boolean(),
});
export type WindowMemory = z.infer<typeof windowMemorySchema>;

/** So much of the title bar must be on a screen that it can be grasped. */
const GRASP = { width: 120, height: 32 };

/**
 * Where to put the window: where it stood, unless that screen is gone now; no larger than its screen.
 * @param workAreas of all screens, the primary one first
 * @returns without `x` and `y` the system centres it
 */
export function placeWindow(
  memory: WindowMemory | null,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const size = memory ?? DEFAULT_SIZE;
  const area = memory ? workAreas.find((candidate) => isGraspable(memory, candidate)) : workAreas[0];
  const limit = area ?? workAreas[0] ?? { ...DEFAULT_SIZE };
  const fitted = {
    width: Math.max(MINIMUM_SIZE.width, Math.min(size.width, limit.width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(size.height, limit.height)),
  };
  return memory && area ? { ...fitted, x: memory.x, y: memory.y } : fitted;
}

/** Whether enough of the window's upper edge lies within a screen. */
export function isGraspable(window: Rectangle, area: Rectangle): boolean {
  const left = Math.max(window.x, area.x);
  const right = Math.min(window.x + window.width, area.x + area.width);
  const isTitleBarInside = window.y >= area.y - GRASP.height / 2 && window.y + GRASP.height <= area.y + area.height;
  return right - left >= GRASP.width && isTitleBarInside;
}
