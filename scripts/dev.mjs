// @ts-check
/** npm run dev [-- URL…]: the app with hot reload; main and preload restart it when they change. */
import { forgetBuild } from './lib/build.mjs';
import { hasDisplay, withDisplay } from './lib/display.mjs';
import { electronSwitches } from './lib/launch.mjs';
import { run, tool } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { main, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp({ build: false });
  forgetBuild();
  const virtual = !hasDisplay();
  const onVirtual = (/** @type {string} */ display) => say(`No display here: running under Xvfb on ${display}.`);
  return withDisplay({ virtual, onVirtual }, async (env) => {
    const args = [...electronSwitches({ virtualDisplay: virtual }), ...process.argv.slice(2)];
    const { code } = await run(...tool('electron-vite/bin/electron-vite.js', ['dev', '--watch', '--', ...args]), {
      env,
    });
    return code;
  });
});
