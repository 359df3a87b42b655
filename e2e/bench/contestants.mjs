// @ts-check
import { findTool, firstLine, tool } from './tools.mjs';

/**
 * @typedef {{ url: string, directory: string, file: string, certificate: string | null }} Job
 * @typedef {{ name: string, command: string, version: string, args: (job: Job) => string[] }} Contestant
 */

/** What Sluice is measured against in the paired ratios. */
export const PEERS = ['aria2c -x16', 'curl'];

/**
 * Everyone who can run here, in the order of the table. No one reads a configuration file or prints progress.
 * @param {string} sluice path of the built command line
 * @returns {Contestant[]}
 */
export function contestants(sluice) {
  return [
    ...external('curl', 'curl', ['--version'], ({ url, directory, file, certificate }) => [
      ...['-q', '-sS', '--fail', '-o', `${directory}/${file}`],
      ...(certificate ? ['--cacert', certificate] : []),
      url,
    ]),
    ...external('aria2c -x16', 'aria2c', ['--version'], ({ url, directory, file, certificate }) => [
      ...['--no-conf', '-q', '-x16', '-s16', '-k1M', '--file-allocation=none', '-d', directory, '-o', file],
      ...(certificate ? [`--ca-certificate=${certificate}`] : []),
      url,
    ]),
    ...external('axel -n16', 'axel', ['--version'], ({ url, directory, file, certificate }) => [
      ...['-q', '-n', '16', '-o', `${directory}/${file}`],
      // axel knows no way to trust a certificate.
      ...(certificate ? ['-k'] : []),
      url,
    ]),
    sluiceWith('sluice auto', sluice, []),
    sluiceWith('sluice -x16', sluice, ['-x', '16']),
    sluiceWith('sluice -x1', sluice, ['-x', '1']),
  ];
}

/**
 * @param {string} name
 * @param {import('./tools.mjs').Tool} command
 * @param {string[]} versionArgs
 * @param {Contestant['args']} args
 * @returns {Contestant[]} none when it is not installed
 */
function external(name, command, versionArgs, args) {
  if (findTool(command) === null) return [];
  const path = tool(command);
  return [{ name, command: path, version: shorten(firstLine(path, versionArgs)), args }];
}

/** `curl 7.88.1`: name and number only. @param {string} line */
const shorten = (line) => /^(\S+)(?: version)? (\S+)/.exec(line)?.slice(1).join(' ') ?? line;

/**
 * @param {string} name
 * @param {string} file
 * @param {string[]} options
 * @returns {Contestant}
 */
function sluiceWith(name, file, options) {
  return {
    name,
    command: process.execPath,
    version: `sluice ${firstLine(process.execPath, [file, '--version'])}`,
    args: ({ url, directory, file: output, certificate }) => [
      ...[file, 'get', '-q', '-d', directory, '-o', output, '--on-conflict', 'fail', '--proxy', ''],
      ...options,
      ...(certificate ? ['--ca-file', certificate] : []),
      url,
    ],
  };
}
