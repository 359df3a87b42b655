import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { version } from '../../package.json';
import { createActions, type Host } from './actions.ts';
import { systemClock } from './clock.ts';
import { DAEMON_KEY, type LoadDaemon } from './daemon-key.ts';
import { describeError } from './describe-error.ts';
import type { ExitCode } from './exit-code.ts';
import { processOutput } from './process-output.ts';
import { runProgram } from './program.ts';
import { stopSignals } from './stop-signals.ts';
import { terminalFacts } from './terminal-facts.ts';

const stdout = processOutput(process.stdout);
const stderr = processOutput(process.stderr);
let exitCode: ExitCode = 0;

const actions = createActions({
  version,
  cwd: process.cwd(),
  environment: process.env,
  stdin: () => process.stdin,
  out: stdout.write,
  err: stderr.write,
  terminal: terminalFacts(process.stdout.isTTY, process.env, process.platform),
  terminalSize: () => ({ columns: process.stdout.columns, rows: process.stdout.rows }),
  clock: systemClock,
  wallNow: Date.now,
  stop: stopSignals(process),
  // Loaded when there is something to do: help, version and a mistyped option answer in half the time.
  engine() {
    // The HTTP parser is WebAssembly that sees little more than heads: optimising it would cost 0.3 s of CPU each time.
    setFlagsFromString('--liftoff-only');
    // What many connections leave behind would be let grow to three times what they need: 1,600 of them take 250 MB this
    // way, and 320 without.
    setFlagsFromString('--heap-growing-percent=30');
    return import('../engine/index.ts');
  },
  // A file of its own: see vite.cli.config.ts.
  daemon() {
    const load = Reflect.get(globalThis, DAEMON_KEY) as LoadDaemon | undefined;
    if (load) return load();
    const beside = new URL('./daemon.js', import.meta.url);
    // In packages for Windows.
    const unpacked = new URL('../app.asar.unpacked/out/cli/daemon.js', import.meta.url);
    const { href } = existsSync(beside) ? beside : unpacked;
    return import(/* @vite-ignore */ href) as ReturnType<Host['daemon']>;
  },
  exit(code) {
    exitCode = code;
  },
});

try {
  await runProgram(process.argv.slice(2), actions, { version, out: stdout.write, columns: process.stdout.columns });
} catch (error) {
  const { text, code } = describeError(error);
  stderr.write(text);
  exitCode = code;
}
await Promise.all([stdout.drain(), stderr.drain()]);
// Idle keep-alive sockets must not hold the process.
process.exit(exitCode);
