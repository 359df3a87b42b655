// @ts-check
/** npm run check: types, lint, format, unused code, dependency rules. */
import { runChecks } from './lib/checks.mjs';
import { main, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp({ electron: false, build: false });
  const { failed } = await runChecks();
  return failed > 0 ? 1 : 0;
});
