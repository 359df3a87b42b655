import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Place } from '../../../shared/queue.ts';
import { OrderedList, positionsBetween } from './list.ts';

interface Item {
  readonly id: string;
  position: number;
}

function makeList(count: number) {
  const list = new OrderedList<Item>({
    of: ({ position }) => position,
    set(item, position) {
      item.position = position;
    },
  });
  const add = (id: string): void => list.insert({ id, position: list.nextPosition });
  for (let nth = 0; nth < count; nth += 1) add(`${nth}`);
  const ids = (): string[] => [...list.values()].map(({ id }) => id);
  return { list, add, ids };
}

test.each<[string, string[], Place, string[]]>([
  ['one to the top', ['3'], 'top', ['3', '0', '1', '2', '4']],
  ['one to the bottom', ['1'], 'bottom', ['0', '2', '3', '4', '1']],
  ['before another', ['4'], { before: '1' }, ['0', '4', '1', '2', '3']],
  ['after another', ['0'], { after: '3' }, ['1', '2', '3', '0', '4']],
  ['several, which keep their order', ['4', '1', '3'], 'top', ['1', '3', '4', '0', '2']],
  ['next to one that is gone', ['1'], { before: 'gone' }, ['0', '1', '2', '3', '4']],
  ['next to itself', ['1'], { after: '1' }, ['0', '1', '2', '3', '4']],
  ['one that is gone', ['gone'], 'top', ['0', '1', '2', '3', '4']],
])('%s', (_, ids, place, expected) => {
  const { list, ids: order } = makeList(5);
  list.move(ids, place);
  expect(order()).toEqual(expected);
});

test('twenty downloads can be put between the same two before others get new positions', () => {
  const { list, add } = makeList(2);
  let renumbered = 0;
  for (let nth = 0; nth < 100; nth += 1) {
    add(`new${nth}`);
    const changed = list.move([`new${nth}`], { before: '1' });
    if (changed.length > 1) renumbered += 1;
    if (nth < 20) expect(changed.map(({ id }) => id)).toEqual([`new${nth}`]);
  }
  expect(renumbered).toBeGreaterThan(0);
  expect(renumbered).toBeLessThan(10);
});

test('one whose place is taken gets one of its own next to it, others keep theirs', () => {
  const { list, ids } = makeList(3);
  const [, second = 0, third = 0] = [...list.values()].map(({ position }) => position);
  const late = { id: 'late', position: second };
  const last = { id: 'last', position: third };
  for (const item of [late, last]) list.insert(item);
  expect(list.separate(['0', 'late', 'last'])).toEqual([late, last]);
  expect(ids()).toEqual(['0', '1', 'late', '2', 'last']);
  const positions = [...list.values()].map(({ position }) => position);
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  expect(positions).toEqual(expect.arrayContaining([second, third]));
  expect(list.separate(ids())).toEqual([]);
});

test('positions between others are whole, ascending and between, or there are none', () => {
  const integer = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
  fc.assert(
    fc.property(fc.option(integer), fc.option(integer), fc.integer({ min: 1, max: 50 }), (a, b, count) => {
      fc.pre(a === null || b === null || a < b);
      const positions = positionsBetween(a ?? undefined, b ?? undefined, count);
      if (!positions) {
        expect((b ?? 0) - (a ?? 0)).toBeLessThanOrEqual(count + 1);
        return;
      }
      const all = [a ?? -Infinity, ...positions, b ?? Infinity];
      expect(all.every((value, index) => index === 0 || value > (all[index - 1] ?? NaN))).toBe(true);
      expect(positions.every(Number.isSafeInteger)).toBe(true);
      expect(positions).toHaveLength(count);
    }),
  );
});

test('after any moves the positions say what the list says, and come back that way', () => {
  const ids = fc.subarray(['0', '1', '2', '3', '4', '5', '6', '7'], { minLength: 1 });
  const place: fc.Arbitrary<Place> = fc.oneof(
    fc.constantFrom<Place>('top', 'bottom'),
    fc.nat(7).map((nth) => ({ before: `${nth}` })),
    fc.nat(7).map((nth) => ({ after: `${nth}` })),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, place), { maxLength: 60 }), (moves) => {
      const { list, ids: order, add } = makeList(8);
      let model = order();
      moves.forEach(([moving, to]) => {
        const before = new Map([...list.values()].map(({ id, position }) => [id, position]));
        const changed = new Set(list.move(moving, to).map(({ id }) => id));
        const rest = model.filter((id) => !moving.includes(id));
        const neighbour = typeof to === 'string' ? null : 'before' in to ? to.before : to.after;
        if (neighbour === null || rest.includes(neighbour)) {
          const at = to === 'top' ? 0 : to === 'bottom' ? rest.length : rest.indexOf(neighbour ?? '');
          const index = typeof to !== 'string' && 'after' in to ? at + 1 : at;
          model = [...rest.slice(0, index), ...model.filter((id) => moving.includes(id)), ...rest.slice(index)];
        }
        expect(order()).toEqual(model);
        for (const { id, position } of list.values()) if (!changed.has(id)) expect(position).toBe(before.get(id));
      });
      add('last');
      const stored = [...list.values()].sort((a, b) => a.position - b.position).map(({ id }) => id);
      expect(stored).toEqual([...model, 'last']);
    }),
    { numRuns: 300 },
  );
});
