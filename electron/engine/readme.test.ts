import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as door from './index.ts';
import { firstWrongByte, startCruelServer, type CruelServer } from './testing/index.ts';

const IMPORT = "import { createEngine } from './index.ts';\n";

let server: CruelServer;
let folder: string;
beforeEach(async () => {
  server = await startCruelServer();
  folder = await mkdtemp(join(tmpdir(), 'sluice-readme-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Puts `by` where the example has `what`, which must be there. */
function put(code: string, what: string, by: string): string {
  expect(code).toContain(what);
  return code.replace(what, by);
}

test('the example of the README downloads a file', async () => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');
  const [, example = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  let code = put(example, IMPORT, '');
  code = put(code, "'https://example.org/file.iso'", JSON.stringify(server.serve('/file.iso', { size: 3_000_000 })));
  code = put(code, "'/home/me/Downloads'", JSON.stringify(folder));
  const printed: unknown[][] = [];
  const script = ts.transpile(`return (async () => {${code}})()`, { target: ts.ScriptTarget.ES2022 });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the example is the project's own
  const run = new Function('createEngine', 'console', script) as (...names: unknown[]) => Promise<void>;
  await run(door.createEngine, { log: (...values: unknown[]) => printed.push(values) });
  expect(printed).toEqual([[join(folder, 'file.iso'), null]]);
  const bytes = await readFile(join(folder, 'file.iso'));
  expect([bytes.length, firstWrongByte(1, 0, bytes)]).toEqual([3_000_000, null]);
});
