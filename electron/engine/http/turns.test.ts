import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('as many jobs a turn as fit into its time, in order; at least one', async () => {
  let now = 0;
  const turns = new Turns(() => now);
  const done: number[] = [];
  const job = (id: number, ms: number) => {
    turns.add(() => {
      now += ms;
      done.push(id);
    });
  };
  job(1, 2);
  job(2, 2);
  job(3, 50);
  job(4, 1);
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual([1, 2]);
  job(5, 1);
  await nextTurn();
  expect(done).toEqual([1, 2, 3]);
  await nextTurn();
  expect(done).toEqual([1, 2, 3, 4, 5]);
});
