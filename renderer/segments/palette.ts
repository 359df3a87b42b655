/** The bar's colours as the canvas needs them: resolved from the theme's tokens. */
export interface Palette {
  readonly track: string;
  readonly trackSelected: string;
  readonly done: string;
  readonly head: string;
  readonly still: string;
  readonly wait: string;
  readonly waitSoft: string;
  readonly mark: string;
}

const TOKENS: Readonly<Record<keyof Palette, string>> = {
  track: '--seg-track',
  trackSelected: '--seg-track-selected',
  done: '--seg-done',
  head: '--seg-head',
  still: '--seg-still',
  wait: '--seg-wait',
  waitSoft: '--seg-wait-soft',
  mark: '--seg-mark',
};

let current: Palette | null = null;
const listeners = new Set<() => void>();

/** A token's value is `light-dark(…)` or a system colour; only as the colour of an element does it become one colour. */
export function palette(): Palette {
  if (current) return current;
  const probe = document.createElement('span');
  document.body.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  current = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, read(token)]),
  ) as unknown as Palette;
  probe.remove();
  return current;
}

/** To be called when the theme has changed. */
export function forgetPalette(): void {
  current = null;
  for (const listener of listeners) listener();
}

export function onPaletteChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The system may change the scheme, or force its own colours, at any time. Returns the function that ends the watch. */
export function watchSystemColors(): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener('change', forgetPalette);
  return () => {
    for (const query of queries) query.removeEventListener('change', forgetPalette);
  };
}
