// @ts-check
/**
 * npm start [-- URL… --dir DIR --exit-when-done …]
 * From a bare clone to the window; everything after `--` goes to the app.
 */
import { hasDisplay, withDisplay } from './lib/display.mjs';
import { executable } from './lib/electron/runtime.mjs';
import { electronSwitches } from './lib/launch.mjs';
import { callerDir, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { main, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp({});
  const args = process.argv.slice(2);
  const virtual = !hasDisplay();
  const onVirtual = (/** @type {string} */ display) =>
    say(
      `No display here: running under Xvfb on ${display}, with progress in this terminal. Ctrl-C quits.` +
        (args.length === 0 ? '\nNo URL given, so there is nothing to see yet: npm start -- URL… --exit-when-done' : ''),
    );
  return withDisplay({ virtual, onVirtual }, async (env) => {
    const { code } = await run(
      executable,
      [root, ...electronSwitches({ virtualDisplay: virtual }), ...args, ...(virtual ? ['--print-progress'] : [])],
      // From where the person stands, so that `--dir .` means what they think.
      { env, cwd: callerDir() },
    );
    return code;
  });
});
