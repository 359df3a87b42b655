import { spawn } from 'node:child_process';
import { environmentOf, type HookFacts } from './facts.ts';

/** Of what a program says on stderr, for the report. */
const MAX_SAID = 300;

/**
 * Runs a program, not a shell: what is in a file's name is never read as anything but a name. The facts come as
 * environment and, as JSON, on stdin.
 * @param command the program, by its path or its name in PATH, and its arguments
 * @returns `null` when it ended with 0, else what went wrong, in English
 */
export function runCommand(command: readonly string[], facts: HookFacts, timeoutMs: number): Promise<string | null> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    let said = '';
    let isLate = false;
    const end = (problem: string | null): void => {
      clearTimeout(timer);
      resolve(problem === null || said === '' ? problem : `${problem}: ${said.trim()}`);
    };
    const child = spawn(program, args, {
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, ...environmentOf(facts) },
    });
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.on('error', (error: NodeJS.ErrnoException) => {
      end(
        error.code === 'ENOENT' ? 'there is no such program' : `it cannot be started (${error.code ?? error.message})`,
      );
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(0, MAX_SAID);
    });
    child.on('exit', (code, signal) => {
      // The last that it said may be read after this.
      setImmediate(() => {
        if (isLate) end(`it was still running after ${String(Math.round(timeoutMs / 1000))} s and was ended`);
        else if (code === 0) end(null);
        else end(signal === null ? `it ended with exit code ${String(code)}` : `it was ended by ${signal}`);
        // A program that it started may hold it open for ever.
        child.stderr.destroy();
      });
    });
    // One that does not read its stdin is fine.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify(facts)}\n`);
  });
}
