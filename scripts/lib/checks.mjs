// @ts-check
import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { run, stoppedBy, tool } from './run.mjs';
import { say, seconds } from './say.mjs';

const CODE = ['shared', 'electron', 'renderer', 'extension', 'e2e', 'scripts'];

/** @type {{ name: string, command: () => [string, string[]] }[]} */
const STEPS = [
  { name: 'types', command: () => tool('typescript/bin/tsc', ['--build']) },
  // No cache: rules that know types would miss what a change in another file does to this one.
  { name: 'lint', command: () => tool('eslint/bin/eslint.js', ['.', '--max-warnings=0']) },
  {
    name: 'format',
    command: () =>
      tool('prettier/bin/prettier.cjs', ['.', '--check', '--log-level=warn', '--cache', '--cache-strategy=content']),
  },
  { name: 'unused code', command: () => tool('knip/bin/knip.js', ['--no-progress']) },
  {
    name: 'dependency rules',
    command: () =>
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        CODE.filter((folder) => existsSync(inRoot(folder))),
      ),
  },
];

/**
 * Runs the static checks in turn and stops at the first that fails.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  for (const [passed, { name, command }] of STEPS.entries()) {
    const started = performance.now();
    const { code, output } = await run(...command(), { stdio: 'capture' });
    const failed = code !== 0 || stoppedBy() !== null;
    say(`${failed ? '✗' : '✓'} ${name} (${seconds(performance.now() - started)})`);
    if (!failed) continue;
    say(output.trim());
    return { passed, failed: 1 };
  }
  return { passed: STEPS.length, failed: 0 };
}
