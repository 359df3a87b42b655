/** `512`, `100K`, `1.5M` as bytes (K is 1024), or `null`. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([km])?$/i.exec(text.trim());
  if (!match) return null;
  const step = { '': 1, k: 2 ** 10, m: 2 ** 20 }[(match[2] ?? '').toLowerCase()] ?? 1;
  const bytes = Math.floor(Number(match[1]) * step);
  return Number.isSafeInteger(bytes) ? bytes : null;
}
