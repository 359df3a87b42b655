import { COLUMNS, USUAL_COLUMNS, type Column } from '../../../shared/settings/view.ts';

interface ColumnShape {
  /** Until it is given another one, CSS pixels. */
  readonly width: number;
  /** In a narrow window, where that is less. */
  readonly narrow?: number;
  /** Of the usual ones: where not all fit, those with the least go first. */
  readonly worth?: number;
}

const SHAPES: Readonly<Record<Column, ColumnShape>> = {
  progress: { width: 96, worth: 4 },
  state: { width: 132 },
  size: { width: 120, narrow: 112, worth: 1 },
  speed: { width: 84, narrow: 80, worth: 3 },
  left: { width: 108, narrow: 84, worth: 2 },
  connections: { width: 84 },
  host: { width: 140 },
  added: { width: 116 },
};

const ICON = 16;
/** The row's padding at both ends. */
const PADDING = 36;
const NAME_AT_LEAST = 110;
const NARROW = 600;

export type ColumnWidths = Readonly<Partial<Record<Column, number>>>;

export interface ColumnLayout {
  /** Those that fit, in the order that was chosen. */
  readonly shown: readonly Column[];
  /** For `grid-template-columns`: the icon, the name, and these. */
  readonly template: string;
  /** Between columns, CSS pixels. */
  readonly gap: number;
  /** Of each; of a bar that shares, the least. CSS pixels. */
  readonly widths: ColumnWidths;
  /** By how much one of them may grow before another has to go, CSS pixels. */
  readonly spare: number;
  /** What a row takes at least, CSS pixels. */
  readonly least: number;
}

/**
 * Which columns are shown beside the name, and how wide each is. The name takes what the others leave, shared with the bar
 * as long as that has no width of its own. Where the usual columns do not fit some of them go; columns that somebody has
 * chosen all stay, and the rows become wider than what can be seen of them.
 * @param available width of a row, CSS pixels
 */
export function layOutColumns(chosen: readonly Column[], widths: ColumnWidths, available: number): ColumnLayout {
  const narrow = available <= NARROW;
  const gap = narrow ? 8 : 12;
  const widthOf = (column: Column): number => {
    const { width, narrow: less } = SHAPES[column];
    return widths[column] ?? (narrow ? (less ?? width) : width);
  };
  const spareOf = (columns: readonly Column[]): number =>
    columns.reduce((left, column) => left - gap - widthOf(column), available - PADDING - ICON - gap - NAME_AT_LEAST);
  let shown: readonly Column[] = [...new Set(chosen)];
  const usual = shown.length === USUAL_COLUMNS.length && USUAL_COLUMNS.every((column) => shown.includes(column));
  while (usual && shown.length > 0 && spareOf(shown) < 0) {
    const least = shown.reduce((a, b) => ((SHAPES[a].worth ?? 0) < (SHAPES[b].worth ?? 0) ? a : b));
    shown = shown.filter((column) => column !== least);
  }
  const shares = shown.includes('progress') && widths.progress === undefined;
  const tracks = shown.map((column) =>
    column === 'progress' && shares
      ? `minmax(${String(SHAPES.progress.width)}px, 1fr)`
      : `${String(widthOf(column))}px`,
  );
  const name = `minmax(${String(NAME_AT_LEAST)}px, ${shares ? '1.25fr' : '1fr'})`;
  return {
    shown,
    template: [`${String(ICON)}px`, name, ...tracks].join(' '),
    gap,
    widths: Object.fromEntries(shown.map((column) => [column, widthOf(column)])),
    spare: usual ? Math.max(0, spareOf(shown)) : Infinity,
    least: shown.length === 0 ? 0 : available - spareOf(shown),
  };
}

/** With one more, after the last of those that stand before it in the usual order. */
export function withColumn(chosen: readonly Column[], column: Column): Column[] {
  const usual = (other: Column): number => COLUMNS.indexOf(other);
  const at = chosen.findLastIndex((other) => usual(other) < usual(column)) + 1;
  return [...chosen.slice(0, at), column, ...chosen.slice(at)];
}

/**
 * With one of the columns that are shown at another place among them.
 * @param to index in `shown` of the one it goes before; their number: after the last
 */
export function withColumnAt(
  chosen: readonly Column[],
  shown: readonly Column[],
  column: Column,
  to: number,
): readonly Column[] {
  const at = shown.indexOf(column);
  if (at === -1 || to === at || to === at + 1) return chosen;
  const others = chosen.filter((other) => other !== column);
  const next = shown[to];
  const last = shown.findLast((other) => other !== column);
  const place = next === undefined ? others.findIndex((other) => other === last) + 1 : others.indexOf(next);
  return [...others.slice(0, place), column, ...others.slice(place)];
}

/** Figures end where the column does; words begin where it begins. */
const WORDS: readonly string[] = ['name', 'progress', 'state', 'host'];
export const holdsWords = (column: string): boolean => WORDS.includes(column);
