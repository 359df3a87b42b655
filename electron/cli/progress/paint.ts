import type { Cell, Tone } from './bar.ts';

/** How a terminal may be written to. */
export interface Look {
  /** Block characters; otherwise ASCII. */
  readonly unicode: boolean;
  readonly colour: boolean;
}

const EIGHTHS = ['·', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const;

/** SGR codes: cyan flows, yellow waits, green is safe, the rest steps back. */
const COLOURS: Readonly<Record<Tone, string>> = { empty: '2', done: '32', active: '36', waiting: '33' };

/** The cells as one string, `cells.length` columns wide. */
export function paintBar(cells: readonly Cell[], look: Look): string {
  let text = '';
  let colour = '';
  for (const cell of cells) {
    const wanted = look.colour ? COLOURS[cell.tone] : '';
    if (wanted !== colour) text += wanted === '' ? '\x1b[0m' : `\x1b[0;${wanted}m`;
    colour = wanted;
    text += look.unicode ? block(cell) : ascii(cell);
  }
  return colour === '' ? text : `${text}\x1b[0m`;
}

function block(cell: Cell): string {
  if (cell.head && cell.tone === 'waiting') return '!';
  // A head that has hardly begun still shows where it stands.
  const fill = cell.fill === 0 && cell.tone !== 'empty' ? 1 : cell.fill;
  return EIGHTHS[fill] ?? '·';
}

function ascii(cell: Cell): string {
  if (cell.head) return cell.tone === 'waiting' ? '!' : '>';
  if (cell.fill === 8) return '#';
  return cell.tone === 'empty' ? '.' : '+';
}
