// @ts-check
/**
 * npm run icons: every icon file in assets/ from the drawings there.
 * The results are committed, so only a changed drawing needs this.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { icns, ico } from './lib/icons/containers.mjs';
import { inRoot } from './lib/paths.mjs';

const assets = (/** @type {string[]} */ ...parts) => inRoot('assets', ...parts);
const read = (/** @type {string[]} */ ...parts) => readFileSync(assets(...parts), 'utf8');

/**
 * @param {string} svg
 * @param {number} size px
 */
const render = (svg, size) => Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng());

const master = read('icon.svg');
/** Small sizes have drawings of their own, on their pixel grid: scaled down, the leaves would blur into one. */
const bySize = new Map([16, 24, 32].map((size) => [size, read('source', `icon-${size}.svg`)]));
const icon = (/** @type {number} */ size) => render(bySize.get(size) ?? master, size);

/** macOS leaves more air around an icon than the others: 824 of 1024. */
const macMaster = master.replace('viewBox="0 0 512 512"', 'viewBox="-22 -22 556 556"');

rmSync(assets('icons'), { recursive: true, force: true });
mkdirSync(assets('icons'));
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
  writeFileSync(assets('icons', `${size}x${size}.png`), icon(size));
}
writeFileSync(assets('icon.ico'), ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: icon(size) }))));
writeFileSync(
  assets('icon.icns'),
  icns((size) => render(macMaster, size)),
);

/**
 * The tray: one glyph in the colour of the panel's text, and at its corner a sign of what goes on. Signs differ by form,
 * not by colour alone: macOS takes the colour away.
 * @type {[name: string, color: string][]}
 */
const PANELS = [
  ['on-light', '#26323a'],
  ['on-dark', '#f4f6f6'],
];
/** In the lower right corner of a grid of 16. @type {Record<string, { color: string | null, path: string }>} */
const SIGNS = {
  active: { color: '#12a5aa', path: 'M8.5 9.5h7l-3.5 6z' },
  paused: { color: null, path: 'M9 9.5h2.25v6H9zM12.75 9.5H15v6h-2.25z' },
  failed: { color: '#e0463c', path: 'M11 8.5h2.5l-.4 4.4h-1.7zM11.1 13.8h2.3v2h-2.3z' },
};

/**
 * @param {number} grid
 * @param {string} color of the panel's text
 * @param {string | null} state
 * @param {boolean} colored whether a sign may have a colour of its own
 */
function glyphSvg(grid, color, state, colored) {
  const svg = read('source', `tray-${grid}.svg`).replaceAll('#000', color);
  const sign = state === null ? undefined : SIGNS[state];
  if (!sign) return svg;
  const scale = grid / 16;
  const [, head = '', body = ''] = /^(<svg[^>]*>)(.*)<\/svg>\s*$/s.exec(svg) ?? [];
  const fill = colored ? (sign.color ?? color) : color;
  return `${head}<mask id="m"><rect width="${grid}" height="${grid}" fill="#fff"/><rect x="${7.25 * scale}" y="${7.5 * scale}" width="${grid}" height="${grid}" fill="#000"/></mask><g mask="url(#m)">${body}</g><path transform="scale(${scale})" fill="${fill}" d="${sign.path}"/></svg>`;
}

rmSync(assets('tray'), { recursive: true, force: true });
mkdirSync(assets('tray'));
for (const state of [null, ...Object.keys(SIGNS)]) {
  const suffix = state === null ? '' : `-${state}`;
  for (const [name, color] of PANELS) {
    const glyph = (/** @type {number} */ grid, size = grid) => render(glyphSvg(grid, color, state, true), size);
    writeFileSync(assets('tray', `${name}-22${suffix}.png`), glyph(22));
    // Electron takes the @2x file by itself on a dense screen.
    writeFileSync(assets('tray', `${name}-22${suffix}@2x.png`), glyph(22, 44));
    writeFileSync(assets('tray', `${name}${suffix}.ico`), ico([16, 32].map((size) => ({ size, png: glyph(size) }))));
  }
  // macOS colours a template itself, and knows one by its name.
  writeFileSync(assets('tray', `tray${suffix}Template.png`), render(glyphSvg(16, '#000', state, false), 16));
  writeFileSync(assets('tray', `tray${suffix}Template@2x.png`), render(glyphSvg(16, '#000', state, false), 32));
}

/**
 * How many downloads are active, over Sluice's button on Windows' taskbar: strokes on a grid of 16, since no font is at hand
 * everywhere. @type {Record<string, string>}
 */
const COUNTS = {
  1: 'M6.2 5.6L8.6 4v8',
  2: 'M5.7 6.1A2.35 2.35 0 0 1 10.3 6.5C10.3 8.3 7.4 9.7 5.7 12h4.9',
  3: 'M5.8 5.2A2.3 1.9 0 1 1 7.6 7.8A2.4 2.1 0 1 1 5.5 10.9',
  4: 'M9.3 12V4L5.2 9.8h5.8',
  5: 'M10.2 4H6.4L6 7.7A2.5 2.45 0 1 1 5.6 11',
  6: 'M9.8 4.1C7.2 4.7 5.6 7 5.6 9.6M8 7.3A2.35 2.35 0 1 1 8 12A2.35 2.35 0 1 1 8 7.3',
  7: 'M5.5 4h5L7.3 12',
  8: 'M8 4A1.9 1.9 0 1 1 8 7.8A1.9 1.9 0 1 1 8 4M8 7.8A2.25 2.1 0 1 1 8 12A2.25 2.1 0 1 1 8 7.8',
  9: 'M10.4 6.4C10.4 9 8.8 11.3 6.2 11.9M8 4A2.35 2.35 0 1 1 8 8.7A2.35 2.35 0 1 1 8 4',
  many: 'M4 8h8M8 4v8',
};
rmSync(assets('overlay'), { recursive: true, force: true });
mkdirSync(assets('overlay'));
for (const [name, path] of Object.entries(COUNTS)) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="#0b7f86"/><path d="${path}" fill="none" stroke="#fff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  writeFileSync(assets('overlay', `${name}.png`), render(svg, 32));
}
