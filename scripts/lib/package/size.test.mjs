// @ts-check
import { expect, test } from 'vitest';
import { ownerOf } from './size.mjs';

test.each([
  ['/out/renderer/assets/index.js', 'out/renderer'],
  ['/package.json', 'package.json'],
  ['/node_modules/libsql/index.js', 'node_modules/libsql'],
  ['/node_modules/@libsql/linux-x64-gnu/index.node', 'node_modules/@libsql/linux-x64-gnu'],
  ['/node_modules/a/node_modules/b/c.js', 'node_modules/b'],
])('%s belongs to %s', (path, owner) => {
  expect(ownerOf(path)).toBe(owner);
});
