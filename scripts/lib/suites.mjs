// @ts-check
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testsBringDisplay, withDisplay } from './display.mjs';
import { workDir } from './paths.mjs';
import { run, stoppedBy, tool } from './run.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * Runs one test runner and counts from its JSON report. A runner that fails
 * without a failing test (it crashed, a file did not load, it was interrupted)
 * counts as one failure, so that no way of failing ends as "0 failed".
 * @param {string} name
 * @param {(report: string) => Promise<number>} start resolves to the exit code
 * @param {(json: any) => Tally} count
 * @returns {Promise<Tally>}
 */
async function runSuite(name, start, count) {
  const report = join(workDir, 'results', `${name}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const code = await start(report);
  /** @type {Tally} */
  let tally = { passed: 0, failed: 0, skipped: 0 };
  try {
    tally = count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    tally.failed = 1;
  }
  if (code !== 0 || stoppedBy()) tally.failed = Math.max(1, tally.failed);
  return tally;
}

/** @param {string[]} args passed on to vitest */
export const runUnitTests = (args) =>
  runSuite(
    'unit',
    async (report) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      return (await run(...tool('vitest/vitest.mjs', ['run', ...reporters, ...args]))).code;
    },
    (json) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
    }),
  );

/**
 * @param {string[]} projects of playwright.config.ts
 * @param {string[]} args passed on to playwright
 */
export const runBrowserTests = (projects, args) =>
  runSuite(
    'e2e',
    (report) =>
      withDisplay({ virtual: testsBringDisplay() }, async (env) => {
        const flags = ['--reporter=list,json', ...projects.map((project) => `--project=${project}`)];
        const { code } = await run(...tool('@playwright/test/cli.js', ['test', ...flags, ...args]), {
          env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        });
        return code;
      }),
    (json) => ({
      passed: json.stats.expected,
      failed: json.stats.unexpected + json.stats.flaky,
      skipped: json.stats.skipped,
    }),
  );
