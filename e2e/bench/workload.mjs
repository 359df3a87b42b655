// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeSeededFile } from './content.mjs';
import { measure } from './measure.mjs';
import { startNginx } from './nginx.mjs';
import { findTool } from './tools.mjs';

/**
 * What a workload works with: a folder of its own, and where to leave what must be undone at the end, also after a
 * Ctrl-C (last in, first out).
 * @typedef {{
 *   options: import('./options.mjs').BenchOptions, scratch: string, say: (text: string) => void,
 *   onEnd: (cleanUp: () => unknown) => void,
 * }} Setting
 * @typedef {{ name: string, run: () => Promise<import('./measure.mjs').Run> }} Contestant
 * @typedef {{
 *   what: string, sizeBytes: number | null, contestants: Contestant[], targets: import('./cells.mjs').Target[],
 * }} Contest
 *   `sizeBytes`: of one run, where a rate in MiB/s says something.
 * @typedef {{
 *   name: string,
 *   tools: import('./tools.mjs').Tool[],
 *   peers: import('./tools.mjs').Tool[],
 *   bytes: (sizeBytes: number) => number,
 *   open: (setting: Setting) => Promise<Contest>,
 * }} Workload
 *   `tools`: needed, and `peers`: what needs them is left out when they cannot be had. `bytes`: what it serves and writes for this --size.
 *   `open` throws {@link Skipped} where it cannot run.
 */

/** Thrown by a workload that cannot run on this machine; the message says why. */
export class Skipped extends Error {}

const SEED = 'sluice bench 1';

/**
 * Everyone fetches the same file from one nginx into the same empty folder.
 * @param {Setting} setting
 * @param {{
 *   sizeBytes: number,
 *   nginx?: Partial<import('./nginx.mjs').NginxWanted>,
 *   commands: Record<string, import('./commands.mjs').CommandFor>,
 *   within?: string[],
 * }} contest `within`: a command that runs the others elsewhere (a network namespace)
 * @returns {Promise<Contestant[]>} their figures: connections at once, and replies with 503
 */
export async function oneFile({ options, scratch, onEnd }, { sizeBytes, nginx = {}, commands, within = [] }) {
  const root = join(scratch, 'www');
  const source = join(root, 'source.bin');
  mkdirSync(root);
  writeSeededFile(source, sizeBytes, SEED);
  const server = await startNginx({ prefix: join(scratch, 'nginx'), root, ...nginx });
  onEnd(server.stop);
  const directory = join(scratch, 'downloads');
  const job = { url: `${server.origin}/source.bin`, directory, file: 'copy.bin', certificate: server.certificate };
  return Object.entries(commands).map(([name, commandFor]) => ({
    name,
    async run() {
      server.clearLog();
      const command = [...within, ...commandFor(job)];
      const expected = [{ file: job.file, source }];
      const run = await measure({ name, command, directory, expected, timeoutMs: options.timeoutMs });
      const { atOnce, refused } = await server.readLog();
      return { ...run, figures: { connections: atOnce, refused } };
    },
  }));
}

/**
 * @template {object} Commands
 * @param {import('./tools.mjs').Tool} peer
 * @param {Commands} commands
 * @returns {Commands | {}} nothing where it is not installed
 */
export const ifThere = (peer, commands) => (findTool(peer) === null ? {} : commands);
