// @ts-check
import { expect, test } from 'vitest';
import { packageFolderOf } from './licences.mjs';

test.each([
  ['/p/node_modules/react/index.js', '/p/node_modules/react'],
  ['/p/node_modules/@a/b/dist/c.js?raw', '/p/node_modules/@a/b'],
  ['/p/node_modules/a/node_modules/b/i.js', '/p/node_modules/a/node_modules/b'],
  ['\0/p/node_modules/a/i.js?commonjs-module', '/p/node_modules/a'],
  ['C:\\p\\node_modules\\a\\i.js', 'C:/p/node_modules/a'],
  ['/p/electron/main.ts', null],
  ['\0vite/preload-helper.js', null],
])('%j comes from %j', (id, folder) => {
  expect(packageFolderOf(id)).toBe(folder);
});
