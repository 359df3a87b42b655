import { drawMarks, shareOut } from './marks.ts';
import type { BarModel, Piece } from './model.ts';
import type { Palette } from './palette.ts';

/** Length of the bright end of what is in flight, CSS pixels. */
const HEAD = 5;
const STRIPE = 8;

export interface DrawOptions {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly palette: Palette;
  readonly selected: boolean;
}

/** Draws the whole bar. One clip for all segments and a few rectangles each: 64 of them take well under 0.1 ms. */
export function drawBar(
  context: CanvasRenderingContext2D,
  model: BarModel,
  pieces: readonly Piece[],
  options: DrawOptions,
): void {
  const { width, ratio, palette, selected } = options;
  const { body, mark } = shareOut(options.height);
  const height = model.marked ? body : options.height;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, options.height);
  context.save();
  clipToPieces(context, pieces, height);
  context.fillStyle = selected ? palette.trackSelected : palette.track;
  context.fillRect(0, 0, width, height);
  if (model.mode === 'unknown') {
    // Moves on with the bytes, so that it stands still when they do. Faint: it promises nothing.
    context.globalAlpha = 0.45;
    stripes(context, 0, width, height, palette.done, (model.bytes / 65_536) % STRIPE);
  } else if (model.mode === 'verify') {
    context.fillStyle = palette.waitSoft;
    context.fillRect(0, 0, width, height);
    context.fillStyle = palette.wait;
    context.fillRect(0, 0, (model.bytes / model.total) * width, height);
  } else {
    for (const piece of pieces) drawPiece(context, piece, model.mode, height, palette);
  }
  context.restore();
  if (model.marked) drawMarks(context, pieces, { height: options.height, mark, color: palette.mark });
}

function clipToPieces(context: CanvasRenderingContext2D, pieces: readonly Piece[], height: number): void {
  context.beginPath();
  for (const { x, width } of pieces) {
    if (width < 4) context.rect(x, 0, width, height);
    else context.roundRect(x, 0, width, height, Math.min(2.5, height / 3));
  }
  context.clip();
}

function drawPiece(
  context: CanvasRenderingContext2D,
  piece: Piece,
  mode: 'flow' | 'still',
  height: number,
  palette: Palette,
): void {
  const { x, width, filled, state } = piece;
  if (mode === 'flow' && state === 'waiting') stripes(context, x, width, height, palette.wait, 0);
  context.fillStyle = mode === 'flow' ? palette.done : palette.still;
  context.fillRect(x, 0, filled, height);
  if (mode === 'still' || state === 'done' || state === 'idle') return;
  // Never more than a fifth of its segment: among 64 narrow ones, how much is done must not drown in bright ends.
  const head = Math.min(HEAD, width / 5);
  // A connection that has no byte yet still shows where it works.
  const end = Math.max(filled, head);
  context.fillStyle = state === 'stalled' || state === 'waiting' ? palette.wait : palette.head;
  context.fillRect(x + end - head, 0, head, height);
}

/** Diagonal, at 45 degrees, of the given colour over what is there. */
function stripes(
  context: CanvasRenderingContext2D,
  x: number,
  width: number,
  height: number,
  color: string,
  offset: number,
): void {
  context.save();
  context.beginPath();
  context.rect(x, 0, width, height);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = STRIPE * 0.4;
  context.beginPath();
  // On one grid for the whole bar, so that neighbours line up.
  const first = Math.floor((x - height) / STRIPE) * STRIPE + offset - STRIPE;
  for (let at = first; at < x + width; at += STRIPE) {
    context.moveTo(at, height + 1);
    context.lineTo(at + height + 2, -1);
  }
  context.stroke();
  context.restore();
}
