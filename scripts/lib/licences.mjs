// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

const NOTES = inRoot('out', '.licences');
const RESULT = inRoot('out', 'licences.txt');
/** The same for the window. */
const LIST = inRoot('out', 'licences.json');

/**
 * What no bundle tells of: modules shipped as they are (`files` in electron-builder.yml), and what style sheets import.
 */
const BESIDE = ['electron', 'libsql', '@neon-rs/load', 'detect-libc', '@fontsource-variable/inter', 'tailwindcss'];
/** A licence that asks for more than its text has to be looked at by a person first. */
const WELCOME =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|OFL-1\.1|BlueOak-1\.0\.0|CC0-1\.0|Unlicense)$/;

/**
 * The package that a module of a bundle comes from, nested ones too: `a` for `…/node_modules/b/node_modules/a/i.js`.
 * @param {string} id as the bundler has it
 * @returns {string | null} its folder
 */
export function packageFolderOf(id) {
  const path = id.replaceAll('\\', '/').replace(/^\0/, '').replace(/\?.*$/, '');
  return path.match(/^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1] ?? null;
}

/**
 * Notes which packages a bundle is made of, for {@link writeLicences}.
 * @param {string} name of the bundle
 * @returns {import('vite').Plugin}
 */
export function noteLicences(name) {
  return {
    name: 'note-licences',
    apply: 'build',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].map(packageFolderOf).filter((folder) => folder !== null));
      mkdirSync(NOTES, { recursive: true });
      writeFileSync(join(NOTES, `${name}.json`), JSON.stringify([...folders]));
    },
  };
}

/** @typedef {{ name: string, version: string, licence: string, text: string }} Part */

/** @returns {Part} */
function ownPart() {
  const { version, license } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return { name: 'Sluice', version, licence: license, text: readFileSync(inRoot('LICENSE'), 'utf8').trim() };
}

/** Before the bundles are built. */
export const forgetLicences = () => rmSync(NOTES, { recursive: true, force: true });

/**
 * `out/licences.txt` and `out/licences.json`: name, version, licence and its text of every package that is part of what is
 * shipped; in the list for the window, Sluice itself comes first.
 * @throws when one has a licence that nobody has looked at
 */
export function writeLicences() {
  const noted = readdirSync(NOTES).flatMap((file) => JSON.parse(readFileSync(join(NOTES, file), 'utf8')));
  const folders = new Set([...noted, ...BESIDE.map((name) => inRoot('node_modules', name))]);
  /** @type {Map<string, Part>} */
  const parts = new Map();
  for (const folder of folders) {
    const manifest = join(folder, 'package.json');
    // A folder of a package that holds a package.json without a name is a part of it.
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (!WELCOME.test(license)) throw new Error(`${name} has the licence ${license}, which nobody has looked at yet.`);
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
    const text =
      file === undefined ? '(The package brings no text of it.)' : readFileSync(join(folder, file), 'utf8').trim();
    parts.set(`${name} ${version}`, { name, version, licence: license, text });
  }
  const rule = `\n\n${'─'.repeat(72)}\n\n`;
  const head =
    'Sluice is made with the work of others. Each part below comes under the licence printed with it.\n' +
    'What Chromium is made of has its own in LICENSES.chromium.html beside the program.';
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const printed = sorted.map(
    ({ name, version, licence, text }) => `${name} ${version}\nLicence: ${licence}\n\n${text}`,
  );
  writeFileSync(RESULT, `${[head, ...printed].join(rule)}\n`);
  writeFileSync(LIST, JSON.stringify([ownPart(), ...sorted]));
}
