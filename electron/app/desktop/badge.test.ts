import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { createBadge } from './badge.ts';

const ASSETS = resolve(import.meta.dirname, '../../../assets');

function setUp(platform: NodeJS.Platform) {
  const asked: unknown[] = [];
  const badge = createBadge(
    platform,
    {
      setCount: (count) => void asked.push(count),
      setOverlay: (file, description) => void asked.push([file, description]),
    },
    en.badge,
  );
  return { asked, badge };
}

test.each(['darwin', 'linux'] as const)('%s is told the number, once', (platform) => {
  const { asked, badge } = setUp(platform);
  for (const active of [0, 1, 1, 12, 0]) badge(active);
  expect(asked).toEqual([1, 12, 0]);
});

test('Windows gets a picture with words, and more than nine share one', () => {
  const { asked, badge } = setUp('win32');
  for (const active of [0, 1, 1, 9, 10, 0]) badge(active);
  expect(asked).toEqual([
    ['overlay/1.png', '1 download active'],
    ['overlay/9.png', '9 downloads active'],
    ['overlay/many.png', '10 downloads active'],
    [null, ''],
  ]);
});

test('there is a picture for every number', () => {
  const { asked, badge } = setUp('win32');
  for (let active = 1; active <= 10; active += 1) badge(active);
  expect(asked).toHaveLength(10);
  for (const [file] of asked as [string][]) expect([file, existsSync(resolve(ASSETS, file))]).toEqual([file, true]);
});
