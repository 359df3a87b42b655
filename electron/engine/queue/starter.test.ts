import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRIORITIES } from '../../../shared/queue.ts';
import { Starter, type Limits } from './starter.ts';
import type { Candidate } from './waiting.ts';

const ROOM = { open: Infinity, two: 2, closed: 0 } as const;
type QueueId = keyof typeof ROOM;
const roomOf = (id: string): number => ROOM[id as QueueId];

const candidate = (id: string, position: number, more: Partial<Candidate> = {}): Candidate => ({
  id,
  position,
  host: 'a',
  priority: 'normal',
  queueId: 'open',
  ...more,
});

const limits = (maxActive: number, maxActivePerHost: number | null = null): Limits => ({ maxActive, maxActivePerHost });

/** All that start now, in order. */
function starts(starter: Starter): string[] {
  const ids: string[] = [];
  for (let id = starter.next(); id !== null; id = starter.next()) ids.push(id);
  return ids;
}

/** `a1 a2 b1`: hosts and numbers, in the order of the list. */
function withList(ids: string, given: Limits): Starter {
  const starter = new Starter(given, roomOf);
  ids.split(' ').forEach((id, position) => starter.wait(candidate(id, position, { host: id.charAt(0) })));
  return starter;
}

test('list order, as far as there is room', () => {
  const starter = withList('a1 b1 a2 a3', limits(3));
  expect(starts(starter)).toEqual(['a1', 'b1', 'a2']);
  starter.ended('b1');
  expect(starts(starter)).toEqual(['a3']);
});

test('the highest priority first, whatever the list says', () => {
  const starter = new Starter(limits(10), roomOf);
  PRIORITIES.toReversed().forEach((priority, position) => starter.wait(candidate(priority, position, { priority })));
  expect(starts(starter)).toEqual(['high', 'normal', 'low']);
});

test('a full host is passed over, and the hosts behind it take turns', () => {
  const starter = withList('a1 a2 a3 a4 a5 b1 b2 b3 b4 c1 c2 d1', limits(3, 2));
  expect(starts(starter)).toEqual(['a1', 'a2', 'b1']);
  const order: string[] = [];
  for (let running = 'b1'; order.length < 5; running = order.at(-1) ?? '') {
    starter.ended(running);
    order.push(...starts(starter));
  }
  // In list order d would have to wait until b and c are done.
  expect(order).toEqual(['c1', 'd1', 'b2', 'c2', 'b3']);
  starter.ended('a1');
  expect(starts(starter)).toEqual(['a3']);
});

test('a queue that is full or stopped holds up no other', () => {
  const starter = new Starter(limits(10), roomOf);
  ['closed', 'two', 'two', 'two', 'open'].forEach((queueId, position) =>
    starter.wait(candidate(`${queueId}${position}`, position, { queueId })),
  );
  expect(starts(starter)).toEqual(['two1', 'two2', 'open4']);
  starter.assign('two1', 'open');
  expect(starts(starter)).toEqual(['two3']);
});

test('one that is queued again comes back to its place', () => {
  const starter = withList('a1 a2 a3', limits(1));
  expect(starts(starter)).toEqual(['a1']);
  starter.wait(candidate('a1', 0));
  starter.ended('a1');
  expect(starts(starter)).toEqual(['a1']);
});

test('of two in one place the one that leaves is the one that is gone', () => {
  for (const leaving of ['a1', 'a2', 'a3']) {
    const starter = new Starter(limits(10), roomOf);
    for (const id of ['a1', 'a2', 'a3']) starter.wait(candidate(id, 7));
    starter.leave(leaving);
    const next = Array.from({ length: 4 }, () => starter.next());
    expect(next.sort()).toEqual([...['a1', 'a2', 'a3'].filter((id) => id !== leaving), null, null].sort());
  }
});

describe('10,000 downloads', () => {
  const list = Array.from({ length: 10_000 }, (_, index) => index);

  test.each([
    ['of one host', () => 'a', limits(5)],
    ['of one host that is full', () => 'a', limits(5, 2)],
    ['of three hosts that are full', (index: number) => `${index % 3}`, limits(10, 2)],
    ['of as many hosts', (index: number) => `${index}`, limits(5, 1)],
  ])('%s: adding them looks at a few lines each at most', (_, hostOf, given) => {
    const starter = new Starter(given, roomOf);
    for (const index of list) {
      starter.wait(candidate(`${index}`, index, { host: hostOf(index) }));
      starts(starter);
    }
    expect(starter.looks).toBeLessThan(4 * list.length);
  });

  test('in a queue that is stopped: adding them looks at nothing', () => {
    const starter = new Starter(limits(5), roomOf);
    for (const index of list) {
      starter.wait(candidate(`${index}`, index, { queueId: 'closed', host: `${index}` }));
      starts(starter);
    }
    expect(starter.looks).toBe(0);
  });

  test('of ten hosts, run to their end: a look at each host for each of them', () => {
    const starter = new Starter(limits(8, 2), roomOf);
    for (const index of list) starter.wait(candidate(`${index}`, index, { host: `${index % 10}` }));
    const running = starts(starter);
    let ended = 0;
    for (let id = running.shift(); id !== undefined; id = running.shift()) {
      starter.ended(id);
      running.push(...starts(starter));
      ended += 1;
    }
    expect(ended).toBe(list.length);
    expect(starter.looks).toBeLessThan(25 * list.length);
  });
});

describe('whatever is added, removed, ended and changed', () => {
  const candidates = fc.record({
    host: fc.constantFrom('a', 'b', 'c'),
    priority: fc.constantFrom(...PRIORITIES),
    queueId: fc.constantFrom<QueueId>('open', 'two', 'closed'),
  });
  const steps = fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('add' as const), candidate: candidates, at: fc.nat(1_000) }),
      },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('end' as const), nth: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), nth: fc.nat(20) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('change' as const), nth: fc.nat(20), candidate: candidates }),
      },
    ),
    { maxLength: 80 },
  );
  const someLimits = fc.record({
    maxActive: fc.integer({ min: 1, max: 6 }),
    maxActivePerHost: fc.option(fc.integer({ min: 1, max: 3 })),
  });

  test('no limit is exceeded, nothing that could run is left, and the order is kept', () => {
    fc.assert(
      fc.property(steps, someLimits, (walk, given) => {
        const starter = new Starter(given, roomOf);
        const waiting = new Map<string, Candidate>();
        const running = new Map<string, Candidate>();
        const count = (fits: (candidate: Candidate) => boolean): number => [...running.values()].filter(fits).length;
        const canRun = ({ host, queueId }: Candidate): boolean =>
          running.size < given.maxActive &&
          count((other) => other.host === host) < (given.maxActivePerHost ?? Infinity) &&
          count((other) => other.queueId === queueId) < roomOf(queueId);
        /** The rule of the engine's door, put as a comparison with each of the others. */
        const mayGoBefore = (first: Candidate, other: Candidate): boolean => {
          if (first.priority !== other.priority) {
            return PRIORITIES.indexOf(first.priority) < PRIORITIES.indexOf(other.priority);
          }
          if (first.position < other.position) return true;
          // Only hosts take turns, and only when an earlier one is held up by its host.
          const heldUp = [...waiting.values()].some(
            (earlier) =>
              earlier.priority === first.priority &&
              earlier.position < other.position &&
              count((one) => one.queueId === earlier.queueId) < roomOf(earlier.queueId) &&
              count((one) => one.host === earlier.host) >= (given.maxActivePerHost ?? Infinity),
          );
          return heldUp && (first.host !== other.host || first.queueId !== other.queueId);
        };
        let serial = 0;
        for (const step of walk) {
          if (step.do === 'add') {
            serial += 1;
            // Positions are never the same twice.
            const added = { ...step.candidate, id: `${serial}`, position: step.at * 1_000 + serial };
            waiting.set(added.id, added);
            starter.wait(added);
          } else if (step.do === 'end') {
            const id = [...running.keys()][step.nth];
            if (id !== undefined) starter.ended(id);
            running.delete(id ?? '');
          } else {
            const old = [...waiting.values()][step.nth];
            if (old && step.do === 'leave') {
              waiting.delete(old.id);
              starter.leave(old.id);
            } else if (old && step.do === 'change') {
              waiting.set(old.id, { ...old, ...step.candidate });
              starter.wait({ ...old, ...step.candidate });
            }
          }
          for (let id = starter.next(); id !== null; id = starter.next()) {
            const started = waiting.get(id);
            if (!started) throw new Error(`${id} does not wait`);
            expect(canRun(started)).toBe(true);
            for (const other of waiting.values()) {
              if (other !== started && canRun(other)) expect(mayGoBefore(started, other)).toBe(true);
            }
            waiting.delete(id);
            running.set(id, started);
          }
          for (const left of waiting.values()) expect(canRun(left)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('nobody starves: hosts that are refilled for ever keep no other from its turn', () => {
    const starter = new Starter(limits(3, 2), roomOf);
    let serial = 0;
    const add = (host: string): void => starter.wait(candidate(`${host}${(serial += 1)}`, serial, { host }));
    for (const host of ['a', 'a', 'a', 'b', 'b', 'c']) add(host);
    const running = starts(starter);
    const seen: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      // The one beyond a's two places ends, and each busy host gets two more.
      const index = running.findIndex((id) => !id.startsWith('a'));
      starter.ended(running.splice(index, 1)[0] ?? '');
      for (const host of ['a', 'b']) add(host);
      running.push(...starts(starter));
      seen.push(...running.filter((id) => id.startsWith('c')));
    }
    expect(seen).not.toEqual([]);
  });
});
