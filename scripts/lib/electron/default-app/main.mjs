// @ts-check
/**
 * What `electron PATH` runs: packed as default_app.asar into the fall-back
 * runtime, whose own was removed by the tool it came from. It does what
 * Electron's default app does for `electron PATH`, and nothing more. An ES
 * module with top-level await, so that `ready` waits until the app is loaded.
 */
import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { Module, createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @param {string[]} argv */
function parse(argv) {
  /** @type {string[]} */
  const preloads = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    // Playwright injects its loader this way.
    if (arg === '-r' || arg === '--require') preloads.push(argv[++i] ?? '');
    else if (!arg.startsWith('-')) return { preloads, path: resolve(arg) };
  }
  return { preloads, path: null };
}

const { preloads, path } = parse(process.argv.slice(1));
if (path === null) {
  process.stderr.write('Usage: electron PATH\n');
  process.exit(2);
}
if (preloads.length > 0) /** @type {any} */ (Module)._preloadModules(preloads);

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });

const manifestFile = join(path, 'package.json');
if (existsSync(manifestFile)) {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const name = manifest.productName ?? manifest.name;
  if (manifest.version) /** @type {any} */ (app).setVersion(manifest.version);
  if (name) {
    app.name = name;
    // Electron derived it from this file's name before the app was known.
    app.setPath('userData', join(app.getPath('appData'), name));
  }
  /** @type {any} */ (app).setAppPath(path);
  /** @type {any} */ (app).setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
}

try {
  await import(pathToFileURL(createRequire(import.meta.url).resolve(path)).href);
} catch (error) {
  process.stderr.write(`The app did not load: ${/** @type {Error} */ (error).stack}\n`);
  process.exit(1);
}
