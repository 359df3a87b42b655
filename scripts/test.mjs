// @ts-check
/**
 * npm test: set-up, then checks, unit tests and end-to-end tests, up to the
 * first stage that fails. Ends with `N passed, N failed` alone on a line.
 * `unit`, `vectors`, `e2e`, `packages`, `extension`, `wayland` or `tour` as first argument runs that alone; further
 * arguments go to the runner (`npm run test:e2e -- add.spec.ts`).
 */
import { runChecks } from './lib/checks.mjs';
import { say, sayError } from './lib/say.mjs';
import { main, setUp } from './lib/setup.mjs';
import { runBrowserTests, runUnitTests } from './lib/suites.mjs';

/** @typedef {{ title: string, run: (args: string[]) => Promise<{ passed: number, failed: number, skipped?: number }> }} Stage */

/** @type {Record<'checks' | 'unit' | 'vectors' | 'e2e' | 'tour' | 'packages' | 'extension' | 'wayland', Stage>} */
const STAGES = {
  checks: { title: 'Checks', run: () => runChecks() },
  unit: { title: 'Unit tests', run: runUnitTests },
  vectors: { title: 'Vectors', run: (args) => runUnitTests(['conformance', ...args]) },
  e2e: { title: 'End-to-end tests', run: (args) => runBrowserTests(['app', 'packaged'], args) },
  tour: { title: 'Tour', run: (args) => runBrowserTests(['tour'], args) },
  packages: { title: 'Packages', run: (args) => runBrowserTests(['packages'], args) },
  wayland: { title: 'Wayland', run: (args) => runBrowserTests(['wayland'], args) },
  extension: { title: 'Browser extension', run: (args) => runBrowserTests(['extension'], args) },
};

/** @param {string | undefined} only */
function chosen(only) {
  if (only !== undefined && only !== 'checks' && Object.hasOwn(STAGES, only)) {
    return [STAGES[/** @type {keyof typeof STAGES} */ (only)]];
  }
  return [STAGES.checks, STAGES.unit, STAGES.e2e];
}

await main(async () => {
  const [only, ...args] = process.argv.slice(2);
  const stages = chosen(only);
  const total = { passed: 0, failed: 0, skipped: 0 };
  try {
    const app = only !== 'unit' && only !== 'vectors';
    await setUp({
      tests: app,
      electron: app,
      build: app,
      packaging: only === 'packages',
      browser: only === 'extension',
      wayland: only === 'wayland',
    });
    for (const stage of stages) {
      say(`\n── ${stage.title}`);
      const { passed, failed, skipped = 0 } = await stage.run(args);
      total.passed += passed;
      total.failed += failed;
      total.skipped += skipped;
      if (failed > 0) break;
    }
  } catch (error) {
    sayError(error);
    total.failed += 1;
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed > 0 ? 1 : 0;
});
