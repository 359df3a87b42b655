// @ts-check
import { existsSync } from 'node:fs';
import { BenchError } from './options.mjs';
import { findTool, firstLine, tool } from './tools.mjs';

/**
 * One file to fetch: where from, where to, and what certificate to trust.
 * @typedef {{ url: string, directory: string, file: string, certificate: string | null }} Job
 * @typedef {(job: Job) => string[]} CommandFor
 */

// No one reads a configuration file or prints progress.

/** @type {CommandFor} */
export const curl = ({ url, directory, file, certificate }) => [
  ...[tool('curl'), '-q', '-sS', '--fail', '-o', `${directory}/${file}`],
  ...(certificate ? ['--cacert', certificate] : []),
  url,
];

/** Without preallocation, which is slower on a tmpfs. */
export const ARIA2C = ['--no-conf', '-q', '--file-allocation=none'];

/** @param {number} connections @returns {CommandFor} */
export const aria2c =
  (connections) =>
  ({ url, directory, file, certificate }) => [
    ...[tool('aria2c'), ...ARIA2C, `-x${connections}`, `-s${connections}`, '-k1M', '-d', directory, '-o', file],
    ...(certificate ? [`--ca-certificate=${certificate}`] : []),
    url,
  ];

/**
 * @param {string} program path of the built command line
 * @param {string[]} [options]
 * @returns {CommandFor}
 */
export const sluice =
  (program, options = []) =>
  ({ url, directory, file, certificate }) => [
    ...[process.execPath, program, 'get', '-q', '--proxy', '', '-d', directory, '-o', file, '--on-conflict', 'fail'],
    ...options,
    ...(certificate ? ['--ca-file', certificate] : []),
    url,
  ];

/** `curl 7.88.1`: name and number only. @param {string} line */
const shorten = (line) => /^(\S+)(?: version)? (\S+)/.exec(line)?.slice(1).join(' ') ?? line;

/**
 * Of everything that is there.
 * @param {string} program
 * @throws {BenchError} without the built command line
 */
export function versions(program) {
  if (!existsSync(program)) throw new BenchError(`${program} is missing: npm run build makes it.`);
  const peers = /** @type {const} */ (['curl', 'aria2c']).filter((name) => findTool(name) !== null);
  return [
    `sluice ${firstLine(process.execPath, [program, '--version'])}`,
    ...peers.map((name) => shorten(firstLine(tool(name), ['--version']))),
    firstLine(tool('nginx'), ['-v']).replace(/^nginx version: /, ''),
  ];
}
