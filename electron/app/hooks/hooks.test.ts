import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../library/index.ts';
import { createHookStore } from '../../library/hooks.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { keepHooks } from './hooks.ts';

let folder: string;
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-hooks-'));
  library = openLibrary({
    path: join(folder, 'library.db'),
    now: new Date(0),
    secretBox: { seal: () => null, open: () => null },
    onUnreadable: () => undefined,
  });
});
afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a program is kept once the user has said yes to it, an address at once; both outlive the run', async () => {
  const asked: (readonly string[])[] = [];
  let answer = false;
  const openStore = () => createHookStore(library.memory, { seal: () => null, open: () => null });
  const make = () =>
    keepHooks({
      engine: new FakeEngine(),
      store: openStore(),
      confirm(command) {
        asked.push(command);
        return Promise.resolve(answer);
      },
      report: () => undefined,
    });
  const hooks = make();
  const address = { on: ['fail' as const], webhook: 'https://hooks.example/' };
  const program = { on: ['finish' as const], command: ['scan', '--quiet'] };
  expect(await hooks.set([address])).toEqual([address]);
  expect(await hooks.set([address, program])).toEqual([address]);
  answer = true;
  expect(await hooks.set([address, program])).toEqual([address, program]);
  // Known by now, also at another event; other arguments are another matter.
  const sooner = { ...program, on: ['start' as const] };
  await hooks.set([sooner]);
  expect(make().get()).toEqual([sooner]);
  expect(asked).toEqual([program.command, program.command]);
  answer = false;
  expect(await hooks.set([{ ...sooner, command: ['scan', '--delete'] }])).toEqual([sooner]);
  await hooks.close();
});
