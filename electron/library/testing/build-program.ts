import { join } from 'node:path';
import { build } from 'vite';

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/sluice');

/**
 * Builds a TypeScript program for plain Node, to be killed by a test. It lies inside node_modules, so that it finds the
 * database driver.
 * @param entry absolute path
 * @param name of its folder: one for each test
 * @returns the absolute path of the program
 */
export async function buildProgram(entry: string, name: string): Promise<string> {
  const outDir = join(CACHE, name);
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { ssr: entry, outDir, rolldownOptions: { output: { entryFileNames: 'program.mjs' } } },
  });
  return join(outDir, 'program.mjs');
}
