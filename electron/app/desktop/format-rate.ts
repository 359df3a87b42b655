const UNITS = ['B/s', 'kB/s', 'MB/s', 'GB/s'] as const;

/** `3.1 MB/s`: decimal units, as in the window. */
export function formatRate(bytesPerSecond: number): string {
  let figure = bytesPerSecond;
  let unit = 0;
  // 999.5 would round to 1000.
  while (figure >= 999.5 && unit < UNITS.length - 1) {
    figure /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || figure >= 99.95 ? 0 : 1;
  return `${figure.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}
