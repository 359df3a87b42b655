import { expect, test } from 'vitest';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import type { Rectangle, WindowMemory } from './bounds.ts';
import { recallPlace, rememberPlace, screensKey } from './places.ts';
import { watchScreens } from './screens.ts';

const LAPTOP = { x: 0, y: 0, width: 1280, height: 800 };
const DESK = { x: 1280, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number): WindowMemory => ({ x, y, width: 900, height: 600, maximized: false });

function fakeMemory() {
  const values: Record<string, unknown> = {};
  return { all: () => values, set: (changes: Record<string, unknown>) => void Object.assign(values, changes) };
}

test('a set of screens is named by where they lie, in whatever order they are told', () => {
  expect(screensKey([LAPTOP, DESK])).toBe(screensKey([DESK, LAPTOP]));
  expect(screensKey([LAPTOP])).not.toBe(screensKey([LAPTOP, DESK]));
});

test('each set has a place of its own; an unknown one begins with the last; the oldest are forgotten', () => {
  const memory = fakeMemory();
  expect(recallPlace(memory, 'home')).toBeNull();
  rememberPlace(memory, 'home', at(10, 10));
  rememberPlace(memory, 'work', at(20, 20));
  expect([recallPlace(memory, 'home'), recallPlace(memory, 'work'), recallPlace(memory, 'train')]).toEqual([
    at(10, 10),
    at(20, 20),
    at(20, 20),
  ]);
  for (let set = 0; set < 8; set += 1) rememberPlace(memory, `set ${set}`, at(set, set));
  expect(recallPlace(memory, 'home')).toEqual(at(7, 7));
  memory.set({ window: 'rubbish', windowPlaces: 7 });
  expect(recallPlace(memory, 'work')).toBeNull();
});

function setUp() {
  const clock = new FakeClock();
  const memory = fakeMemory();
  const world = { screens: [LAPTOP, DESK] as Rectangle[], place: at(1400, 100), put: [] as Rectangle[] };
  const watch = watchScreens({
    clock,
    memory,
    screens: () => world.screens.map((bounds) => ({ bounds, workArea: bounds })),
    window: {
      isGone: () => false,
      place: () => world.place,
      put(bounds) {
        world.put.push(bounds);
        world.place = { ...bounds, maximized: false };
      },
    },
  });
  const rest = (): void => clock.advance(1_000);
  return { world, watch, rest, clock };
}

test('a window whose screen goes comes to one that is there, and back when that returns', () => {
  const { world, watch, rest, clock } = setUp();
  watch.moved();
  rest();
  world.screens = [LAPTOP];
  watch.changed();
  rest();
  expect(world.put).toEqual([{ x: 0, y: 0, width: 900, height: 600 }]);
  watch.moved();
  rest();
  world.screens = [LAPTOP, DESK];
  watch.changed();
  rest();
  expect(world.put.at(-1)).toEqual({ x: 1400, y: 100, width: 900, height: 600 });
  expect(clock.pending).toBe(0);
});

test('where the system puts it while screens go is not taken for a wish', () => {
  const { world, watch, rest } = setUp();
  watch.moved();
  rest();
  // The system moves it first, and tells of the screen later.
  world.screens = [LAPTOP];
  world.place = at(380, 100);
  watch.moved();
  rest();
  watch.changed();
  rest();
  expect(world.put).toEqual([]);
  world.screens = [LAPTOP, DESK];
  watch.changed();
  rest();
  expect(world.put).toEqual([{ x: 1400, y: 100, width: 900, height: 600 }]);
});

test('a panel that comes or goes moves nothing that can be grasped', () => {
  const { world, watch, rest } = setUp();
  watch.changed();
  rest();
  expect(world.put).toEqual([]);
});
