// @ts-check
/** npm run soak: SIGKILL at random instants, over files and servers of every temper; see README.md. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const HELP = `npm run soak -- [options]

  --kills N        of the command line (default 200)
  --list-kills N   of the app's list (default half as many)
  --seed S         replays the plan of an earlier soak (default: of the clock)
  --minutes M      begins no further file after so long (default 30)
  --lanes N        files at the same time (default 3)
  --file I         file I of the plan alone
  --dir DIR        where the files lie (default /dev/shm where there is one, else the temporary folder)
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    'list-kills': { type: 'string' },
    seed: { type: 'string', default: String(1 + (Date.now() % 2_147_483_646)) },
    minutes: { type: 'string', default: '30' },
    lanes: { type: 'string', default: '3' },
    file: { type: 'string' },
    dir: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function whole(name, text, least = 0) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value >= 2_147_483_647) {
    process.stderr.write(`soak: --${name} ${text} is not a whole number of at least ${String(least)}\n\n${HELP}`);
    process.exit(2);
  }
  return value;
}

if (values.help) {
  process.stdout.write(HELP);
} else {
  const kills = whole('kills', values.kills);
  /** @type {{ module: typeof import('./soak.ts') }} */
  const { module } = await runnerImport(join(import.meta.dirname, 'soak.ts'), { configFile: false, logLevel: 'error' });
  const well = await module.soak({
    kills,
    listKills: whole('list-kills', values['list-kills'] ?? String(Math.floor(kills / 2))),
    seed: whole('seed', values.seed, 1),
    minutes: whole('minutes', values.minutes, 1),
    lanes: whole('lanes', values.lanes, 1),
    only: values.file === undefined ? null : whole('file', values.file),
    directory: values.dir,
  });
  process.exitCode = well ? 0 : 1;
}
