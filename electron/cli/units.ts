/** Sizes as they are typed and as they are shown. Like curl and aria2, k is 1024 throughout, with or without an i. */

const STEPS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of `500k`, `2M`, `1.5MiB`, `1024`, or `null` when it is none or beyond exact whole numbers. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?|\.\d+) ?(?:([kmgt])(?:i?b)?|b)?$/i.exec(text.trim());
  const step = STEPS[(match?.[2] ?? '').toLowerCase()];
  if (!match || step === undefined) return null;
  const bytes = Math.floor(Number(match[1]) * step);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** As {@link parseSize}; a `/s` at the end is fine too. */
export const parseRate = (text: string): number | null => parseSize(text.replace(/\/s$/i, ''));

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `1.25 GiB`: three significant digits, so that the width hardly changes. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would round to 1000, four digits.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}

export const formatRate = (bytesPerSecond: number): string => `${formatBytes(bytesPerSecond)}/s`;

/** Seconds as a person would say them: `0.4 s`, `42 s`, `3 min 05 s`, `2 h 10 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Whole seconds left, without the tenths of {@link formatDuration}. */
export const formatEta = (seconds: number): string => (seconds < 60 ? `${seconds} s` : formatDuration(seconds));

/** `62 %`, rounded down: 100 only when every byte is there. `null` while the size is unknown. */
export function formatPercent(received: number, size: number | null): string | null {
  if (size === null) return null;
  return size === 0 ? '100 %' : `${Math.floor((received / size) * 100)} %`;
}
