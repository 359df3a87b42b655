// @ts-check
import { spawnSync } from 'node:child_process';

/**
 * `sluice get` for a list of URLs.
 * @param {string} program
 * @param {{ list: string, directory: string, atOnce: number, node?: string[], options?: string[] }} how
 *   `node`: options for Node itself
 */
export const sluiceList = (program, { list, directory, atOnce, node = [], options = [] }) => [
  ...[process.execPath, ...node, program, 'get', '-q', '--proxy', '', '-i', list, '-d', directory],
  ...['--on-conflict', 'fail', ...options],
  ...(knowsMaxActive(program) ? ['-j', String(atOnce)] : []),
];

/** Whether this command line can be told how many downloads run at once. @param {string} program */
export const knowsMaxActive = (program) =>
  /--max-active/.test(spawnSync(process.execPath, [program, 'get', '--help'], { encoding: 'utf8' }).stdout);
