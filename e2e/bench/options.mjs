// @ts-check
import { parseArgs } from 'node:util';

/** A mistake on the command line or in the surroundings: its message is for the person, without a stack. */
export class BenchError extends Error {}

/**
 * @typedef {{
 *   sizeBytes: number, rounds: number, tls: boolean, only: string[], directory: string, json: boolean,
 *   sluice: string, timeoutMs: number, help: boolean,
 * }} BenchOptions
 */

export const HELP = `npm run bench -- [options]

  --size SIZE      of the file, e.g. 2GiB, 512MiB (default 2GiB)
  --rounds N       each contestant once a round, the order turned (default 5)
  --tls            over https
  --only A,B       contestants by the beginning of their name, e.g. --only curl,sluice (see the table)
  --dir DIR        where the files lie (default /dev/shm where there is one, else the temporary folder)
  --sluice FILE    the command line to measure (default out/cli/sluice.js)
  --timeout S      for one run (default: 60 and 30 for each GiB)
  --json           the figures as JSON on stdout; the table goes to stderr
`;

/**
 * @param {string[]} args
 * @param {{ directory: string, sluice: string }} defaults
 * @returns {BenchOptions}
 */
export function parseOptions(args, defaults) {
  const { values } = parse(args);
  const sizeBytes = size(values.size);
  const rounds = whole('--rounds', values.rounds, 1, 100);
  const fallbackSeconds = Math.ceil(60 + (30 * sizeBytes) / 2 ** 30);
  return {
    sizeBytes,
    rounds,
    tls: values.tls,
    only: values.only.split(',').filter((name) => name !== ''),
    directory: values.dir ?? defaults.directory,
    json: values.json,
    sluice: values.sluice ?? defaults.sluice,
    timeoutMs: 1000 * (values.timeout === undefined ? fallbackSeconds : whole('--timeout', values.timeout, 1, 86_400)),
    help: values.help,
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        size: { type: 'string', default: '2GiB' },
        rounds: { type: 'string', default: '5' },
        tls: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        dir: { type: 'string' },
        sluice: { type: 'string' },
        timeout: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new BenchError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

/** @param {string} text */
function size(text) {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text);
  const step = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[(match?.[2] ?? '').toLowerCase()] ?? 0;
  const bytes = Math.floor(Number(match?.[1] ?? 0) * step);
  if (bytes < 1) throw new BenchError(`--size: "${text}" is not a size such as 2GiB or 512MiB.`);
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
