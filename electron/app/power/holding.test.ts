import { expect, test } from 'vitest';
import { FakeEngine } from '../testing/fake-engine.ts';
import { Holding } from './holding.ts';

function setUp(stored: Record<string, unknown> = {}) {
  const engine = new FakeEngine();
  const paused: string[][] = [];
  const resumed: string[][] = [];
  let changes = 0;
  const holding = new Holding({
    list: () => engine.list(),
    async pause(ids) {
      paused.push([...ids]);
      for (const id of ids) engine.put(id, 'paused');
      await Promise.resolve();
    },
    resume: (ids) => void resumed.push([...ids]),
    memory: { all: () => stored, set: (values) => void Object.assign(stored, values) },
    onChange: () => (changes += 1),
    onError: (what) => expect.unreachable(what),
  });
  return { engine, paused, resumed, holding, stored, changes: () => changes };
}

test('what was active waits, queued ones first, and goes on after; what the user had paused does not', () => {
  const { engine, paused, resumed, holding, changes } = setUp();
  engine.put('a', 'downloading');
  engine.put('b', 'queued');
  engine.put('mine', 'paused');
  holding.set('battery');
  holding.set('battery');
  expect(paused).toEqual([['b', 'a']]);
  expect(holding.reason).toBe('battery');
  holding.set('metered');
  expect(paused).toHaveLength(1);
  holding.set(null);
  expect(resumed).toEqual([['b', 'a']]);
  expect(changes()).toBe(3);
});

test('what the user started or removed meanwhile is left alone', () => {
  const { engine, resumed, holding } = setUp();
  engine.put('a', 'downloading');
  engine.put('b', 'downloading');
  holding.set('metered');
  engine.put('a', 'downloading');
  holding.set(null);
  expect(resumed).toEqual([['b']]);
});

test('what waited when the program ended goes on at the next start without the reason', () => {
  const { engine, resumed, holding, stored } = setUp({ heldDownloads: ['a', 'gone'] });
  engine.put('a', 'paused');
  holding.set(null);
  expect(resumed).toEqual([['a']]);
  expect(stored['heldDownloads']).toEqual([]);
});

test('what people pause meanwhile does not go on by itself', () => {
  const { engine, resumed, holding, stored } = setUp();
  engine.put('a', 'downloading');
  engine.put('b', 'downloading');
  holding.set('battery');
  holding.forget(['a', 'unknown']);
  expect(stored['heldDownloads']).toEqual(['b']);
  holding.set(null);
  expect(resumed).toEqual([['b']]);
});

test.each([
  [[], [['a', 'b']]],
  [['a'], [['b']]],
])(
  'what is still being paused when the reason is gone goes on once it is; but for %j, by hand',
  async (byHand, goOn) => {
    const engine = new FakeEngine();
    const resumed: string[][] = [];
    let write = (): void => undefined;
    const written = new Promise<void>((resolve) => {
      write = resolve;
    });
    const holding = new Holding({
      list: () => engine.list(),
      async pause(ids) {
        await written;
        for (const id of ids) engine.put(id, 'paused');
      },
      resume: (ids) => void resumed.push([...ids]),
      memory: { all: () => ({}), set: () => undefined },
      onChange: () => undefined,
      onError: (what) => expect.unreachable(what),
    });
    engine.put('a', 'downloading');
    engine.put('b', 'downloading');
    holding.set('battery');
    holding.set(null);
    expect(resumed).toEqual([]);
    holding.forget(byHand);
    write();
    await expect.poll(() => resumed).toEqual(goOn);
  },
);
