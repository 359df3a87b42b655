// @ts-check
/** npm run bench: builds, then hands its options to the bench, with Electron and a screen where a workload runs the app. */
import { ensureBuilt } from './lib/build.mjs';
import { testsBringDisplay, withDisplay } from './lib/display.mjs';
import { inRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { SetupError, say } from './lib/say.mjs';
import { main, setUp } from './lib/setup.mjs';

const APP_WORKLOADS = /\b(app|many)\b/;

/** @param {string[]} args */
function wantsApp(args) {
  const [, only] = /--only[ =](\S+)/.exec(args.join(' ')) ?? [];
  return !args.includes('--help') && (only === undefined || APP_WORKLOADS.test(only));
}

/** Whether there is an app to measure; the other workloads go on without. @returns {Promise<boolean>} */
async function provideApp() {
  try {
    await setUp({ tests: true, build: false });
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`The bench goes on without the app. ${error.message}`);
    return false;
  }
}

/** npm run bench:window: what the window itself costs. @param {string[]} args */
async function benchWindow(args) {
  await setUp({ tests: true, build: false });
  await ensureBuilt({ force: true });
  return withDisplay({ virtual: testsBringDisplay() }, async (env) => {
    const { code } = await run(process.execPath, [inRoot('e2e/bench/window/run.mjs'), ...args], { env });
    return code;
  });
}

await main(async () => {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'window') return benchWindow(rest);
  const args = process.argv.slice(2);
  await setUp({ electron: false, build: false });
  const app = wantsApp(args) && (await provideApp());
  await ensureBuilt({ force: true });
  return withDisplay({ virtual: app && testsBringDisplay() }, async (env) => {
    const { code } = await run(process.execPath, [inRoot('e2e/bench/run.mjs'), ...args], { env });
    return code;
  });
});
