import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';
import { ESC, readScreens } from './testing/screen.ts';

/** `script` (util-linux) gives a terminal to a program whose own terminal is a pipe. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
if (!hasScript)
  process.stderr.write('script of util-linux is not installed: progress on a terminal is not looked at.\n');

const PATIENCE_MS = 60_000;
const MIB = 2 ** 20;

let cli: BuiltCli;
let files: CruelServer;
let folder: string;
let served = 0;
beforeAll(async () => {
  cli = await buildCli();
  folder = await mkdtemp(join(tmpdir(), 'sluice-terminal-'));
}, 120_000);
afterAll(async () => {
  await cli.dispose();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  files = await startCruelServer();
  return () => files.close();
});

const BAR = /[·▏▎▍▌▋▊▉█]{20}|[.+#>]{20}/u;

/**
 * A download of several segments in a terminal of that size, held in its middle until its bar has been drawn.
 * @returns everything that was written to the terminal
 */
async function watch(columns: number, env: Readonly<Record<string, string>>, draws = true): Promise<string> {
  const name = `t${String((served += 1))}.iso`;
  const url = files.serve(`/${name}`, { size: 16 * MIB, seed: 9 });
  const hold = files.hold(`/${name}`, { atOffset: 15 * MIB });
  const command = `stty cols ${String(columns)} rows 24; '${process.execPath}' '${cli.path}' get '${url}' -d '${folder}' -x 4`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    env: { PATH: process.env['PATH'], HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh', ...env },
  });
  let text = '';
  const drawn = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (BAR.test(text)) resolve();
    });
  });
  child.stdin.end();
  const ended = once(child, 'close');
  await Promise.race([Promise.all([hold.reached, draws && drawn]), ended]);
  hold.release();
  const [code] = (await ended) as [number];
  expect([code, text]).toEqual([0, expect.any(String)]);
  return text;
}

const SGR = new RegExp(`${ESC}\\[[\\d;]*m`);

test.skipIf(!hasScript).each([80, 200])(
  'a line and a bar of the segments, redrawn in place, never wider than %d columns',
  async (columns) => {
    const text = await watch(columns, {});
    expect(text).toMatch(SGR);
    const screens = readScreens(text, columns);
    const running = screens.find((lines) => lines.some((line) => / %/.test(line)) && lines.length >= 2) ?? [];
    // The name at the start, the state at the end, and below a bar over the whole width.
    expect(running[0]).toMatch(/^t\d+\.iso .* \d+ % {2}.* of 16\.0 MiB/);
    expect(running[1]).toMatch(/^[·▏▎▍▌▋▊▉█!]+$/u);
    expect([...(running[1] ?? '')]).toHaveLength(columns - 1);
    // Nothing is left of it but what was said for good.
    expect(screens.at(-1)?.join('')).toMatch(/^✓ t\d+\.iso: 16\.0 MiB in .*saved as [^✓]*$/);
  },
  PATIENCE_MS,
);

test.skipIf(!hasScript).each([
  ['NO_COLOR: the bar without a colour', { NO_COLOR: '1' }, { colour: false, unicode: true, live: true }],
  ['a locale without UTF-8: ASCII only', { LANG: 'C' }, { colour: true, unicode: false, live: true }],
  ['LC_ALL goes before LANG', { LC_ALL: 'POSIX' }, { colour: true, unicode: false, live: true }],
  ['TERM=dumb: plain lines', { TERM: 'dumb' }, { colour: false, unicode: false, live: false }],
] as const)(
  '%s',
  async (_, env, { colour, unicode, live }) => {
    const text = await watch(80, env, live);
    expect(SGR.test(text)).toBe(colour);
    expect(/\P{ASCII}/u.test(text)).toBe(unicode);
    expect(text.includes('\x1b[')).toBe(live);
    const lines = readScreens(text, 80).flat();
    expect(lines.some((line) => (unicode ? /^[·▏▎▍▌▋▊▉█!]{79}$/u : /^[.+#>!]{79}$/).test(line))).toBe(live);
    expect(readScreens(text, 80).at(-1)?.join('')).toMatch(/t\d+\.iso: 16\.0 MiB in /);
  },
  PATIENCE_MS,
);
