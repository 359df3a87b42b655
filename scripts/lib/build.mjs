// @ts-check
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension } from './build-extension.mjs';
import { forgetLicences, writeLicences } from './licences.mjs';
import { inRoot, root } from './paths.mjs';
import { mustRun, tool } from './run.mjs';
import { say, seconds } from './say.mjs';

const STAMP = inRoot('out', '.built-from');

const SOURCE_FOLDERS = ['shared', 'electron', 'renderer', 'extension', 'assets'];
const SOURCE_FILES = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'vite.cli.config.ts'];
const RESULTS = [
  'main/main.js',
  'preload/preload.cjs',
  'renderer/index.html',
  'renderer/basket.html',
  'cli/sluice.js',
  'cli/daemon.js',
  'share/sluice.1',
  'extension/chromium/manifest.json',
  'licences.txt',
  'licences.json',
];

/** Not part of the app: a changed test or note is no reason to build. */
const IGNORED = /\.(test\.tsx?|md)$|^tsconfig.*\.json$/;

/**
 * By content, not by time: a fresh clone and a switched branch have new times
 * for the same files. A few hundred small files take some 10 ms.
 */
export function sourceHash() {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ file) =>
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  for (const file of SOURCE_FILES) if (existsSync(inRoot(file))) add(file);
  for (const folder of SOURCE_FOLDERS) {
    if (!existsSync(inRoot(folder))) continue;
    const files = readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !IGNORED.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
    for (const file of files.sort()) add(file);
  }
  return hash.digest('hex');
}

/** The hash that what stands in `out/` was built from. */
export function builtHash() {
  if (!existsSync(STAMP) || RESULTS.some((file) => !existsSync(inRoot('out', file)))) return null;
  return readFileSync(STAMP, 'utf8');
}

/** After something else wrote to `out/`: the next start builds. */
export const forgetBuild = () => rmSync(STAMP, { force: true });

/** One after the other: the first empties the folder. */
async function buildCommandLine() {
  for (const mode of ['production', 'daemon']) {
    const args = ['build', '--config', 'vite.cli.config.ts', '--mode', mode, '--logLevel=warn'];
    await mustRun('Building the command line', ...tool('vite/bin/vite.js', args), { stdio: 'capture' });
  }
  writeManual();
}

/** What packages bring besides the program, told by the command line itself. */
const MANUAL = {
  'sluice.1': ['manual', 'man'],
  'get-events.schema.json': ['manual', 'events'],
  'sluice.bash': ['completion', 'bash'],
  _sluice: ['completion', 'zsh'],
  'sluice.fish': ['completion', 'fish'],
};

function writeManual() {
  mkdirSync(inRoot('out', 'share'), { recursive: true });
  for (const [name, args] of Object.entries(MANUAL)) {
    const text = execFileSync(process.execPath, [inRoot('out', 'cli', 'sluice.js'), ...args]);
    writeFileSync(inRoot('out', 'share', name), text);
  }
}

/** @param {{ force?: boolean }} options */
export async function ensureBuilt({ force = false } = {}) {
  const hash = sourceHash();
  if (!force && builtHash() === hash) return;
  say('Building.');
  const started = performance.now();
  mkdirSync(inRoot('out'), { recursive: true });
  forgetBuild();
  forgetLicences();
  // Side by side: they write to different folders, and each leaves a core idle half of the time.
  await Promise.all([
    mustRun('Building the app', ...tool('electron-vite/bin/electron-vite.js', ['build', '--logLevel=warn']), {
      stdio: 'capture',
    }),
    buildCommandLine(),
    buildExtension(),
  ]);
  writeLicences();
  // The hash from before the build: a file saved meanwhile is built next time.
  writeFileSync(STAMP, hash);
  say(`Built in ${seconds(performance.now() - started)}.`);
}
