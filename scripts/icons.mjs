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
 * The tray: one glyph in the colour of the panel's text.
 * @type {[name: string, color: string][]}
 */
const PANELS = [
  ['on-light', '#26323a'],
  ['on-dark', '#f4f6f6'],
];
rmSync(assets('tray'), { recursive: true, force: true });
mkdirSync(assets('tray'));
for (const [name, color] of PANELS) {
  const glyph = (/** @type {number} */ grid, size = grid) =>
    render(read('source', `tray-${grid}.svg`).replaceAll('#000', color), size);
  for (const grid of [16, 22, 32]) writeFileSync(assets('tray', `${name}-${grid}.png`), glyph(grid));
  // Electron takes the @2x file by itself on a dense screen.
  writeFileSync(assets('tray', `${name}-16@2x.png`), glyph(32));
  writeFileSync(assets('tray', `${name}-22@2x.png`), glyph(22, 44));
  writeFileSync(assets('tray', `${name}.ico`), ico([16, 32].map((size) => ({ size, png: glyph(size) }))));
}
// macOS colours a template itself, and knows one by its name.
writeFileSync(assets('tray', 'trayTemplate.png'), render(read('source', 'tray-16.svg'), 16));
writeFileSync(assets('tray', 'trayTemplate@2x.png'), render(read('source', 'tray-16.svg'), 32));
