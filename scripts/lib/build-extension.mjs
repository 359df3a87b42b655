// @ts-check
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf } from '../../extension/manifest.mjs';
import { inRoot } from './paths.mjs';

const ENTRIES = ['background', 'keys', 'popup', 'options'];
const ICONS = [16, 32, 48, 128];

/** `out/extension/{chromium,firefox}`. Each script is one file: neither a service worker nor a page's script imports. */
export async function buildExtension() {
  const mode = process.env.NODE_ENV;
  try {
    await build();
  } finally {
    // Vite sets it for the whole process: the tests that come next would run against React's production build.
    if (mode === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = mode;
  }
}

async function build() {
  const { build: bundle } = await import('vite');
  const common = inRoot('out', 'extension', 'chromium');
  rmSync(inRoot('out', 'extension'), { recursive: true, force: true });
  for (const entry of ENTRIES) {
    await bundle({
      configFile: false,
      root: inRoot('extension'),
      logLevel: 'warn',
      publicDir: false,
      build: {
        outDir: common,
        emptyOutDir: false,
        target: ['chrome120', 'firefox121'],
        minify: false,
        reportCompressedSize: false,
        lib: { entry: inRoot('extension', 'src', `${entry}.ts`), formats: ['es'], fileName: () => `${entry}.js` },
      },
    });
  }
  for (const file of ['popup.html', 'options.html', 'page.css', '_locales']) {
    cpSync(inRoot('extension', file), join(common, file), { recursive: true });
  }
  mkdirSync(join(common, 'icons'));
  for (const size of ICONS)
    cpSync(inRoot('assets', 'icons', `${size}x${size}.png`), join(common, 'icons', `${size}x${size}.png`));
  cpSync(common, inRoot('out', 'extension', 'firefox'), { recursive: true });
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  for (const family of /** @type {const} */ (['chromium', 'firefox'])) {
    const text = `${JSON.stringify(manifestOf(family, version), null, 2)}\n`;
    writeFileSync(inRoot('out', 'extension', family, 'manifest.json'), text);
  }
}
