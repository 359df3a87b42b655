// @ts-check
import { listPackage, statFile } from '@electron/asar';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MIB = 2 ** 20;
const mib = (/** @type {number} */ bytes) => `${(bytes / MIB).toFixed(bytes < 10 * MIB ? 2 : 0)} MiB`;

/**
 * What a file of the archive belongs to: a module by its name, or the folder of ours.
 * @param {string} path inside the archive, with a slash at its start
 */
export function ownerOf(path) {
  const module = path.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
  if (module) return `node_modules/${module}`;
  const [first = '', second] = path.slice(1).split('/');
  return second === undefined ? first : `${first}/${second}`;
}

/** @param {string} folder */
function bytesIn(folder) {
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) total += statSync(join(entry.parentPath ?? entry.path, entry.name)).size;
  }
  return total;
}

/**
 * Sizes of an unpacked package: all of it, and what the archive is made of, largest first.
 * @param {string} folder
 * @param {string} resources
 * @returns {string[]} lines for people
 */
export function sizeReport(folder, resources) {
  const archive = join(resources, 'app.asar');
  /** @type {Map<string, number>} */
  const owners = new Map();
  for (const raw of listPackage(archive, { isPack: false })) {
    const path = raw.replaceAll('\\', '/');
    const found = /** @type {{ size?: number, files?: unknown }} */ (statFile(archive, path.slice(1), false));
    if (found.files === undefined && found.size !== undefined) {
      owners.set(ownerOf(path), (owners.get(ownerOf(path)) ?? 0) + found.size);
    }
  }
  const parts = [...owners].sort((a, b) => b[1] - a[1]);
  const sum = parts.reduce((total, [, bytes]) => total + bytes, 0);
  return [
    `Size: ${mib(bytesIn(folder))} unpacked, of which the app itself (app.asar and what lies beside it) ${mib(sum)}:`,
    ...parts.slice(0, 12).map(([owner, bytes]) => `  ${mib(bytes).padStart(9)}  ${owner}`),
  ];
}
