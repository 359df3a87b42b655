/** Decimal units, as disks and speeds are sold. Symbols, not words: the same in every language. */
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

interface Scale {
  readonly divisor: number;
  readonly unit: (typeof UNITS)[number];
}

/** The unit in which `bytes` reads as 1 to 999; 999.6 kB would round to "1000 kB", so it is 1.00 MB. */
function scaleOf(bytes: number): Scale {
  let divisor = 1;
  let index = 0;
  while (index < UNITS.length - 1 && Math.round(bytes / divisor) >= 1000) {
    divisor *= 1000;
    index += 1;
  }
  return { divisor, unit: UNITS[index] ?? 'B' };
}

/** Three significant digits, so that a growing number keeps its width. */
function decimalsOf(figure: number, unit: Scale['unit']): 0 | 1 | 2 {
  if (unit === 'B' || figure === 0 || figure >= 99.95) return 0;
  return figure >= 9.995 ? 1 : 2;
}

export interface ByteFormat {
  /** `3.94 GB` */
  bytes(bytes: number): string;
  /** The figure of `part` in the unit that `whole` is shown in: `3.94` beside `6.12 GB`. */
  partOf(part: number, whole: number): string;
  /** `0.38–0.81 GB`, in the unit `whole` is shown in. */
  range(start: number, end: number, whole: number): string;
}

export function createByteFormat(locale: string): ByteFormat {
  const [whole, one, two] = [0, 1, 2].map(
    (digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  const plain = new Intl.NumberFormat(locale);
  const write = (figure: number, decimals: 0 | 1 | 2): string =>
    ((decimals === 0 ? whole : decimals === 1 ? one : two) ?? plain).format(figure);
  const figureIn = (bytes: number, scale: Scale): string => {
    const figure = bytes / scale.divisor;
    return write(figure, decimalsOf(figure, scale.unit));
  };
  return {
    bytes(bytes) {
      const scale = scaleOf(bytes);
      return `${figureIn(bytes, scale)} ${scale.unit}`;
    },
    partOf: (part, total) => figureIn(part, scaleOf(total)),
    range(start, end, total) {
      const scale = scaleOf(total);
      const decimals = scale.unit === 'B' ? 0 : total / scale.divisor >= 100 ? 1 : 2;
      return `${write(start / scale.divisor, decimals)}–${write(end / scale.divisor, decimals)} ${scale.unit}`;
    },
  };
}
