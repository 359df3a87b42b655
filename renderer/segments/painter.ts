import { drawBar } from './draw.ts';
import { layOut, type BarModel, type Piece } from './model.ts';
import { animate, maySmooth, stopAnimating } from './motion.ts';
import { palette } from './palette.ts';

/** How long a bar takes from one delta's picture to the next, ms: a little over the 100 ms between deltas. */
const GLIDE = 130;

/**
 * Keeps one canvas up to date. Between two deltas the ends of what is done glide, but only when a jump would be seen:
 * on a large file a tick moves them by less than a pixel, and then one drawing is all it takes.
 */
export class BarPainter {
  #model: BarModel | null = null;
  #selected = false;
  #width = 0;
  #height = 0;
  #pieces: readonly Piece[] = [];
  /** Filled lengths by segment, in pixels, that the glide starts from. */
  #from = new Map<number, number>();
  #startedAt = 0;
  readonly #canvas: HTMLCanvasElement;
  readonly #frame = (now: number): boolean => this.#glide(now);

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** To the size of the element, CSS pixels. */
  resize(width: number, height: number): void {
    if (width === this.#width && height === this.#height) return;
    this.#width = width;
    this.#height = height;
    this.#settle();
  }

  show(model: BarModel, selected: boolean): void {
    const before = this.#model;
    this.#model = model;
    this.#selected = selected;
    if (this.#width === 0) return;
    if (!before || before.mode !== model.mode || model.mode !== 'flow' || !maySmooth()) {
      this.#settle();
      return;
    }
    const now = performance.now();
    const shown = new Map(this.#shownAt(now).map((piece) => [piece.id, piece]));
    this.#pieces = this.#layOut(model);
    let jump = 0;
    this.#from.clear();
    for (const piece of this.#pieces) {
      const old = shown.get(piece.id);
      // A segment that was split keeps its start; one that is new or moved shows itself where it is.
      const from = old && old.x === piece.x ? Math.min(old.filled, piece.filled) : piece.filled;
      this.#from.set(piece.id, from);
      jump = Math.max(jump, piece.filled - from);
    }
    if (jump * devicePixelRatio < 1.5) {
      this.#settle();
      return;
    }
    this.#startedAt = now;
    animate(this.#frame);
  }

  /** Draws again as it is: after a change of colours. */
  repaint(): void {
    this.#draw(this.#shownAt(performance.now()));
  }

  dispose(): void {
    stopAnimating(this.#frame);
  }

  #layOut(model: BarModel): Piece[] {
    return layOut(model.segments, model.total, this.#width, 1 / devicePixelRatio);
  }

  #settle(): void {
    stopAnimating(this.#frame);
    this.#from.clear();
    if (!this.#model || this.#width === 0) return;
    this.#pieces = this.#layOut(this.#model);
    this.#draw(this.#pieces);
  }

  #glide(now: number): boolean {
    this.#draw(this.#shownAt(now));
    const more = now - this.#startedAt < GLIDE;
    if (!more) this.#from.clear();
    return more;
  }

  #shownAt(now: number): readonly Piece[] {
    if (this.#from.size === 0) return this.#pieces;
    const share = Math.max(0, Math.min(1, (now - this.#startedAt) / GLIDE));
    return this.#pieces.map((piece) => {
      const from = this.#from.get(piece.id) ?? piece.filled;
      return { ...piece, filled: from + (piece.filled - from) * share };
    });
  }

  #draw(pieces: readonly Piece[]): void {
    const context = this.#canvas.getContext('2d');
    if (!context || !this.#model || this.#width === 0) return;
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(this.#width * ratio), Math.round(this.#height * ratio)];
    // Setting the size clears the canvas and gives it a new buffer, so only when it changed.
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    drawBar(context, this.#model, pieces, {
      width: this.#width,
      height: this.#height,
      ratio,
      palette: palette(),
      selected: this.#selected,
    });
  }
}
