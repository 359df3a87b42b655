import { expect, test } from 'vitest';
import { placeWindow } from './bounds.ts';
import { DEFAULT_SIZE, MINIMUM_SIZE } from './size.ts';

const LEFT = { x: 0, y: 0, width: 1920, height: 1050 };
const RIGHT = { x: 1920, y: 0, width: 2560, height: 1400 };
const at = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height, maximized: false });

test('the first time it is centred in its own size, or in what the screen has', () => {
  expect(placeWindow(null, [LEFT])).toEqual(DEFAULT_SIZE);
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 600 });
  expect(placeWindow(null, [])).toEqual(DEFAULT_SIZE);
});

test('it stands where it stood', () => {
  expect(placeWindow(at(100, 50), [LEFT])).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
  expect(placeWindow(at(3000, 200), [LEFT, RIGHT])).toEqual({ x: 3000, y: 200, width: 1000, height: 700 });
  // Partly outside, but there is enough to grasp.
  expect(placeWindow(at(-800, 10), [LEFT])).toMatchObject({ x: -800, y: 10 });
});

test.each([
  ['its screen is gone', at(3000, 200)],
  ['it hangs over the left edge', at(-950, 10)],
  ['its title bar is above the screen', at(100, -500)],
  ['its title bar is below the screen', at(100, 1049)],
])('when %s, it is centred in the size it had', (_, memory) => {
  expect(placeWindow(memory, [LEFT])).toEqual({ width: 1000, height: 700 });
});

test('it is never larger than its screen nor too small to use', () => {
  expect(placeWindow(at(0, 0, 5000, 4000), [LEFT])).toMatchObject({ width: 1920, height: 1050 });
  expect(placeWindow(at(0, 0, 10, 10), [LEFT])).toMatchObject(MINIMUM_SIZE);
});
