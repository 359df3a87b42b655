import type { Piece } from './model.ts';

/** The line below a segment that says which source it comes from: dashes and gaps, CSS pixels. They recur after these. */
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2]];
export const dashesOf = (source: number): readonly number[] => DASHES[(source - 1) % DASHES.length] ?? [];

/** How a bar of `height` is shared out between segments and the marks below them, CSS pixels. */
export function shareOut(height: number): { readonly body: number; readonly mark: number } {
  const mark = height > 12 ? 3 : 2;
  return { body: height - mark - (height > 12 ? 3 : 1), mark };
}

/** One line for each segment whose source is known. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  pieces: readonly Piece[],
  { height, mark, color }: { readonly height: number; readonly mark: number; readonly color: string },
): void {
  context.strokeStyle = color;
  context.lineWidth = mark;
  for (const { x, width, source } of pieces) {
    if (source === null) continue;
    context.setLineDash([...dashesOf(source)]);
    context.beginPath();
    context.moveTo(x, height - mark / 2);
    context.lineTo(x + width, height - mark / 2);
    context.stroke();
  }
  context.setLineDash([]);
}
