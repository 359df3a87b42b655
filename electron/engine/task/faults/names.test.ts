import { expect, test } from 'vitest';
import { brokenInvariants } from '../../name/invariants.ts';
import { eachTest } from '../../testing/each-test.ts';
import { type CruelServer, type Scenario } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';

let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

/** Fetches one file that is called what the server says, and returns the name it got. */
async function named(scenario: Scenario): Promise<string> {
  const url = server.serve('/download', { size: 100, seed: 1, scenarios: [scenario] });
  const { fileName, failure } = await harness.settled(harness.add(url));
  expect(failure).toBeNull();
  expect(await harness.files()).toEqual([fileName]);
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    expect(brokenInvariants(fileName, platform)).toEqual([]);
  return fileName;
}

test('name-traversal: one component, in the folder', async () => {
  expect(await named({ id: 'name-traversal' })).toBe('_.._.._.._tmp_escaped.txt');
});

test('name-reserved: a device name is no name, nor is a dot or space at the end', async () => {
  expect(await named({ id: 'name-reserved' })).not.toMatch(/^lpt1\.|[. ]$/i);
});

test('name-bidi: what turns text round is replaced', async () => {
  expect(await named({ id: 'name-bidi' })).toBe('photo_gpj.exe');
});

test('name-long: cut to what a file system takes, with its extension and room for the part suffix', async () => {
  const name = await named({ id: 'name-long' });
  expect(name).toMatch(/\.tar\.gz$/);
  expect(Buffer.byteLength(`${name}.part.json.tmp`)).toBeLessThanOrEqual(255);
});

test('name-encodings: RFC 8187 goes before what else there is', async () => {
  expect(await named({ id: 'name-encodings' })).toBe('报告 €.pdf');
});

test('danger-type: what the shell runs by itself is neutralised', async () => {
  expect(await named({ id: 'danger-type' })).toBe('invoice.pdf.download');
});

test('danger-type: also without a header, by the address', async () => {
  for (const extension of ['lnk', 'url', 'scf', 'desktop', 'local']) {
    const { fileName } = await harness.settled(harness.add(server.serve(`/x.${extension}`, { size: 10, seed: 1 })));
    expect(fileName).not.toMatch(new RegExp(`\\.${extension}$`));
  }
});
