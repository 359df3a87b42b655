// @ts-check
import { parseArgs } from 'node:util';

/** A mistake on the command line or in the surroundings: its message is for the person, without a stack. */
export class BenchError extends Error {}

/**
 * @typedef {{
 *   sizeBytes: number, rounds: number, only: string[], directory: string, json: string | null,
 *   sluice: string, timeoutMs: number, help: boolean,
 * }} BenchOptions
 */

export const HELP = `npm run bench -- [options]

  --only A,B       workloads by name (default: all)
  --size SIZE      of the bulk file, e.g. 2GiB, 512MiB (default 2GiB); the other workloads follow in proportion
  --rounds N       each contestant once a round, the order turned (default 5)
  --json FILE      every single run and every cell as JSON; - for stdout (the tables then go to stderr)
  --dir DIR        where the files lie (default /dev/shm where there is one, else the temporary folder)
  --sluice FILE    the command line to measure (default out/cli/sluice.js)
  --timeout S      for one run (default: 60 and 30 for each GiB)
`;

/**
 * @param {string[]} args
 * @param {{ directory: string, sluice: string, workloads: string[] }} defaults
 * @returns {BenchOptions}
 */
export function parseOptions(args, { directory, sluice, workloads }) {
  const { values } = parse(args, `${HELP}\nWorkloads: ${workloads.join(', ')}\n`);
  const sizeBytes = size(values.size);
  const fallbackSeconds = Math.ceil(60 + (30 * sizeBytes) / 2 ** 30);
  const only = values.only.split(',').filter((name) => name !== '');
  const unknown = only.filter((name) => !workloads.includes(name));
  if (unknown.length > 0) throw new BenchError(`--only: no ${unknown.join(', ')} among ${workloads.join(', ')}.`);
  return {
    sizeBytes,
    rounds: whole('--rounds', values.rounds, 1, 100),
    only,
    directory: values.dir ?? directory,
    json: values.json ?? null,
    sluice: values.sluice ?? sluice,
    timeoutMs: 1000 * (values.timeout === undefined ? fallbackSeconds : whole('--timeout', values.timeout, 1, 86_400)),
    help: values.help,
  };
}

/** @param {string[]} args @param {string} help */
function parse(args, help) {
  try {
    return parseArgs({
      args,
      options: {
        only: { type: 'string', default: '' },
        size: { type: 'string', default: '2GiB' },
        rounds: { type: 'string', default: '5' },
        json: { type: 'string' },
        dir: { type: 'string' },
        sluice: { type: 'string' },
        timeout: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new BenchError(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

/** @param {string} text */
function size(text) {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text);
  const step = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[(match?.[2] ?? '').toLowerCase()] ?? 0;
  const bytes = Math.floor(Number(match?.[1] ?? 0) * step);
  if (bytes < 2 ** 20) throw new BenchError(`--size: "${text}" is not a size of at least 1MiB such as 2GiB or 512MiB.`);
  return bytes;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 * @param {number} most
 */
function whole(name, text, least, most) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new BenchError(`${name} is a whole number from ${least} to ${most}.`);
  }
  return value;
}
