// @ts-check
/** npm run build: the app and the command line into `out/`, whether or not sources changed. */
import { ensureBuilt } from './lib/build.mjs';
import { main, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp({ electron: false, build: false });
  await ensureBuilt({ force: true });
  return 0;
});
