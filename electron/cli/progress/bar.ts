import type { SegmentSnapshot } from '../../../shared/download.ts';

/** What a cell of the bar shows besides how full it is. */
export type Tone =
  /** Nothing of it yet. */
  | 'empty'
  /** Bytes at rest. */
  | 'done'
  /** A connection works here. */
  | 'active'
  /** A connection stands here and gets nothing: stalled, or waiting to try again. */
  | 'waiting';

export interface Cell {
  /** 0 to 8 eighths; 8 only when every byte of it is there. */
  readonly fill: number;
  readonly tone: Tone;
  /** A connection's next byte lies in this cell. */
  readonly head: boolean;
}

const RANK: Readonly<Record<Tone, number>> = { empty: 0, done: 1, active: 2, waiting: 3 };

/**
 * The file from left to right in `width` cells, each segment where it lies.
 * @param segments in file order, disjoint
 * @param size bytes, above 0
 */
export function barCells(segments: readonly SegmentSnapshot[], size: number, width: number): Cell[] {
  const perCell = size / width;
  const covered = new Float64Array(width);
  const tones = new Array<Tone>(width).fill('empty');
  const heads = new Array<boolean>(width).fill(false);
  const raise = (index: number, tone: Tone): void => {
    if (RANK[tone] > RANK[tones[index] ?? 'empty']) tones[index] = tone;
  };

  for (const segment of segments) {
    const { start, end, position } = segment;
    const tone = toneOf(segment);
    const last = Math.min(width, Math.ceil(position / perCell)) - 1;
    for (let index = Math.floor(start / perCell); position > start && index <= last; index += 1) {
      const from = Math.max(start, index * perCell);
      const to = Math.min(position, (index + 1) * perCell);
      covered[index] = (covered[index] ?? 0) + Math.max(0, to - from);
      raise(index, tone === 'waiting' ? 'active' : tone);
    }
    if (position < end && tone !== 'done') {
      const index = Math.min(width - 1, Math.floor(position / perCell));
      heads[index] = true;
      raise(index, tone);
    }
  }
  return tones.map((tone, index) => {
    const share = (covered[index] ?? 0) / perCell;
    // Sums of fractions come out a hair below 1.
    const fill = share > 1 - 1e-9 ? 8 : Math.min(7, Math.floor(share * 8));
    return { fill, tone, head: heads[index] ?? false };
  });
}

function toneOf({ state }: SegmentSnapshot): Tone {
  switch (state) {
    case 'connecting':
    case 'active':
      return 'active';
    case 'stalled':
    case 'waiting':
      return 'waiting';
    case 'idle':
    case 'done':
      return 'done';
  }
}
