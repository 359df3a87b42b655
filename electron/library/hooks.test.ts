import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHookStore } from './hooks.ts';
import { openLibrary, type Library } from './library.ts';
import { flippingBox, noBox, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
let library: Library;
beforeEach(() => {
  folder = temporaryFolder();
  library = openLibrary({ path: folder.path('library.db'), now: new Date(0), secretBox: noBox });
});
afterEach(() => {
  library.close();
  folder.remove();
});

const program = { on: ['start' as const], command: ['scan'] };
const open = { on: ['finish' as const], webhook: 'https://a.example' };
const secret = { on: ['fail' as const], webhook: 'https://a.example/hush' };
const stored = (): string => JSON.stringify(library.memory.all()['hooks']);

test('an address that may be secret comes back in its place, sealed', () => {
  createHookStore(library.memory, flippingBox).set([secret, program, open]);
  expect(stored()).not.toContain('hush');
  expect(createHookStore(library.memory, flippingBox).list()).toEqual([secret, program, open]);
  // With another key the others are still there.
  expect(createHookStore(library.memory, noBox).list()).toEqual([program, open]);
});

test('one that cannot be opened now is there again when it can, whatever was changed meanwhile', () => {
  createHookStore(library.memory, flippingBox).set([secret, open]);
  createHookStore(library.memory, { ...noBox, seal: flippingBox.seal }).set([program]);
  expect(createHookStore(library.memory, flippingBox).list()).toEqual([program, secret]);
});

test('without a key store it is there until the end', () => {
  const store = createHookStore(library.memory, noBox);
  store.set([secret, program]);
  expect(store.list()).toEqual([secret, program]);
  expect(createHookStore(library.memory, noBox).list()).toEqual([program]);
});

test('what an earlier version wrote openly is sealed at the next start', () => {
  library.memory.set({ hooks: [secret, program] });
  expect(createHookStore(library.memory, flippingBox).list()).toEqual([secret, program]);
  expect(stored()).not.toContain('hush');
  expect(createHookStore(library.memory, flippingBox).list()).toEqual([secret, program]);
});

test('what makes no sense is no hook', () => {
  for (const value of ['x', [{ on: ['dance'], webhook: 'https://a.example' }], [{ on: ['fail'], sealed: '%%' }]]) {
    library.memory.set({ hooks: value });
    expect(createHookStore(library.memory, flippingBox).list()).toEqual([]);
  }
});

test('one that is not allowed any more does not cost the others', () => {
  library.memory.set({ hooks: [{ on: ['start'], command: ['sh', 'a\u202eb'] }, program, open] });
  expect(createHookStore(library.memory, flippingBox).list()).toEqual([program, open]);
});
