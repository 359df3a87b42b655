import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { noteLicences } from './scripts/lib/licences.mjs';

/** Hot reload needs inline scripts and styles and a socket; what is built keeps the strict policy of the page. */
const developmentPolicy: Plugin = {
  name: 'development-policy',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html
      .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
      .replace("connect-src 'self'", "connect-src 'self' ws:"),
};

/**
 * Targets by hand: the app runs on the oldest Electron it is tested with (33:
 * Node 20.18, Chromium 130), and electron-vite would read a newer one from package.json.
 *
 * `libsql` and `electron` stay outside the main bundle (dependencies and the
 * runtime do so by default); everything else is bundled and so a devDependency.
 */
export default defineConfig({
  main: {
    plugins: [noteLicences('main')],
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      // Readable stack traces in bug reports are worth more than a few hundred KB on disk.
      minify: false,
      rolldownOptions: {
        input: { main: 'electron/start.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [noteLicences('preload')],
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      minify: false,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        // A sandboxed preload is one CommonJS file; `.cjs` because the package is of type module.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), tailwindcss(), developmentPolicy, noteLicences('renderer')],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      minify: true,
      // The CSP allows no data: URLs for fonts and scripts, so nothing is inlined.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          index: resolve(import.meta.dirname, 'renderer/index.html'),
          basket: resolve(import.meta.dirname, 'renderer/basket.html'),
        },
      },
    },
  },
});
