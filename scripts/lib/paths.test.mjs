// @ts-check
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runsTheTools } from './node.mjs';
import { cacheRoot } from './paths.mjs';

it.each([
  [{ XDG_CACHE_HOME: '/x' }, 'linux', join('/x', 'sluice')],
  [{}, 'linux', join(homedir(), '.cache', 'sluice')],
  [{}, 'darwin', join(homedir(), 'Library', 'Caches', 'sluice')],
  [{ LOCALAPPDATA: '/local' }, 'win32', join('/local', 'sluice', 'Cache')],
])('downloads are kept outside the checkout: %j on %s', (env, platform, expected) => {
  expect(cacheRoot(env, /** @type {NodeJS.Platform} */ (platform))).toBe(expected);
});

it.each([
  ['20.18.1', false],
  ['20.19.0', true],
  ['21.7.0', false],
  ['22.12.0', false],
  ['22.13.0', true],
  ['23.5.0', false],
  ['24.0.0', true],
])('Node %s runs the tools: %s', (version, expected) => {
  expect(runsTheTools(version)).toBe(expected);
});
