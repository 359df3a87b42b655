import { describe, expect, it } from 'vitest';

type Theme = 'light' | 'dark';

interface NodeLike {
  getBuiltinModule(name: 'node:fs'): { readFileSync(path: URL, encoding: 'utf8'): string };
}

// Vitest empties every style sheet that is imported, `?raw` or not, so this one is read from disk.
const { readFileSync } = (globalThis as unknown as { process: NodeLike }).process.getBuiltinModule('node:fs');
const tokensCss = readFileSync(new URL(import.meta.url.replace(/[^/]*$/, 'tokens.css')), 'utf8');

const TOKENS = new Map(
  [...tokensCss.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, ground: string, theme: Theme): number {
  const [a, b] = [front, ground].map((name) => {
    const token = TOKENS.get(name);
    if (!token) throw new Error(`There is no colour token ${name}.`);
    return luminance(token[theme]);
  });
  const [darker = 0, lighter = 0] = [a ?? 0, b ?? 0].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const GROUNDS = ['surface', 'panel', 'field', 'hover', 'selected'];
const TEXTS = ['ink', 'ink-muted', 'ink-faint', 'accent-text', 'wait-text', 'done-text', 'fail-text'];

/** WCAG AA: 4.5 for text, 3 for what must be seen to use the thing. */
const PAIRS: readonly (readonly [front: string, ground: string, least: number])[] = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground, 4.5] as const)),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['on-danger', 'danger', 4.5],
  ['on-danger', 'danger-hover', 4.5],
  ['surface', 'ink', 4.5],
  ['control-line', 'panel', 3],
  ['focus', 'surface', 3],
  ['focus', 'panel', 3],
  ['focus', 'selected', 3],
  ['seg-done', 'seg-track', 3],
  ['seg-done', 'seg-track-selected', 3],
  ['seg-still', 'seg-track', 2.9],
  ['seg-done', 'surface', 3],
  // Beside words that say the same, so that neither has to carry the meaning alone.
  ['seg-wait', 'seg-track', 1.9],
  ['seg-wait', 'seg-wait-soft', 1.7],
  ['seg-head', 'seg-done', 1.5],
];

describe.each(['light', 'dark'] as const)('contrast, %s', (theme) => {
  it.each(PAIRS)('%s on %s is at least %d', (front, ground, least) => {
    expect(contrast(front, ground, theme)).toBeGreaterThanOrEqual(least);
  });
});
