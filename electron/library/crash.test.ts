import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLibrary } from './library.ts';
import { buildProgram } from './testing/build-program.ts';
import { noBox, temporaryFolder } from './testing/fixtures.ts';

const KILLS = 12;

/** Lets the writer say `rounds` lines, kills it at that instant, and returns the last round it said was saved. */
async function writeAndKill(program: string, path: string, rounds: number): Promise<number> {
  const writer = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(writer, 'exit');
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > rounds) writer.kill('SIGKILL');
  });
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return Number(said.split('\n').at(-2));
}

test(`what was saved survives kill -9 in the middle of writing (${KILLS} times)`, { timeout: 60_000 }, async () => {
  const program = await buildProgram(join(import.meta.dirname, 'testing/endless-writer.ts'), 'library-crash-test');
  const folder = temporaryFolder();
  const path = folder.path('library.db');
  for (let kill = 0; kill < KILLS; kill += 1) {
    const saved = await writeAndKill(program, path, 1 + ((kill * 37) % 200));
    const library = openLibrary({ path, now: new Date(), secretBox: noBox });
    expect(library.setAside).toBeNull();
    const rounds = new Set(library.downloads.all().map((record) => record.receivedBytes));
    expect(library.downloads.all()).toHaveLength(10);
    // All ten rows of one transaction, and none older than what the writer was told is saved.
    expect(rounds.size).toBe(1);
    expect(Math.max(...rounds)).toBeGreaterThanOrEqual(saved);
    library.close();
  }
  folder.remove();
});
