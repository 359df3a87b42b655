import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DownloadSnapshot } from '../../shared/download.ts';
import {
  applyDelta,
  feedDeltaSchema,
  feedSnapshotSchema,
  type FeedDelta,
  type FeedSnapshot,
} from '../../shared/ipc/feed.ts';
import { createFeed } from './feed.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { FakeList } from './testing/fake-list.ts';

function setUp() {
  const list = new FakeList();
  const clock = new FakeClock();
  const sent: { at: number; delta: FeedDelta }[] = [];
  let records = 0;
  const feed = createFeed({
    source: list,
    clock,
    send: (delta) => sent.push({ at: clock.now(), delta: structuredClone(delta) }),
    record: () => (records += 1),
  });
  list.subscribe(feed.note);
  return { list, clock, sent, feed, records: () => records };
}

describe('timing', () => {
  test('a burst is one delta; then at most one every 100 ms; then no timer', () => {
    const { list, clock, sent, feed } = setUp();
    feed.snapshot();
    feed.setVisible(true);
    for (const id of ['a', 'b', 'c']) list.add(id);
    expect(sent).toHaveLength(0);
    clock.advance(0);
    expect(sent.map(({ delta }) => delta.added.map((download) => download.id))).toEqual([['a', 'b', 'c']]);
    for (let ms = 0; ms < 1_000; ms += 5) {
      list.change('a', { receivedBytes: ms + 1 });
      clock.advance(5);
    }
    clock.advance(200);
    expect(sent.length).toBeLessThanOrEqual(12);
    expect(sent.at(-1)?.delta.changed).toMatchObject([{ id: 'a', receivedBytes: 996 }]);
    expect(clock.pending).toBe(0);
  });

  test('a change that ends as it began sends nothing and leaves no timer', () => {
    const { list, clock, sent, feed } = setUp();
    list.add('a');
    feed.snapshot();
    feed.setVisible(true);
    list.change('a', { receivedBytes: 9 });
    list.change('a', { receivedBytes: 0 });
    clock.advance(500);
    expect(sent).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('who did not get a snapshot that took changes with it sees by the next number that something is missing', () => {
    const { list, clock, sent, feed } = setUp();
    list.add('a');
    const window = feed.snapshot();
    feed.setVisible(true);
    list.change('a', { receivedBytes: 9 });
    const lost = feed.snapshot();
    clock.advance(500);
    expect(lost.sequence).toBe(window.sequence + 1);
    const nothing = { added: [], changed: [], removed: [], order: null };
    expect(sent.map(({ delta }) => delta)).toEqual([{ ...nothing, sequence: lost.sequence + 1 }]);
    expect(clock.pending).toBe(0);
  });

  test('a hidden window is sent nothing and costs no timer; what it missed comes as one delta', () => {
    const { list, clock, sent, feed } = setUp();
    list.add('a');
    const snapshot = feed.snapshot();
    list.change('a', { receivedBytes: 1 });
    list.add('b');
    clock.advance(10_000);
    expect(sent).toEqual([]);
    expect(clock.pending).toBe(0);
    feed.setVisible(true);
    clock.advance(0);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.delta.sequence).toBe(snapshot.sequence + 1);
    list.change('a', { receivedBytes: 2 });
    feed.setVisible(false);
    clock.advance(10_000);
    expect(sent).toHaveLength(1);
  });

  test('what is shown is on record first', () => {
    const { list, clock, feed, records } = setUp();
    feed.setVisible(true);
    list.add('a');
    feed.snapshot();
    expect(records()).toBe(1);
    list.change('a', { receivedBytes: 1 });
    clock.advance(100);
    expect(records()).toBe(2);
  });

  test('nothing is sent before the window has asked for a snapshot', () => {
    const { list, clock, sent, feed } = setUp();
    feed.setVisible(true);
    list.add('a');
    clock.advance(1_000);
    expect(sent).toEqual([]);
    expect(clock.pending).toBe(0);
    expect(feed.snapshot().downloads).toHaveLength(1);
    list.change('a', { receivedBytes: 1 });
    clock.advance(1_000);
    expect(sent).toHaveLength(1);
  });

  test('nothing is sent after close', () => {
    const { list, clock, sent, feed } = setUp();
    feed.setVisible(true);
    feed.snapshot();
    list.add('a');
    feed.close();
    list.add('b');
    clock.advance(1_000);
    expect(sent).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

test('a row that moved comes as the new order, and nothing else', () => {
  const { list, clock, sent, feed } = setUp();
  for (const id of ['a', 'b', 'c']) list.add(id);
  feed.snapshot();
  feed.setVisible(true);
  list.sink('a');
  clock.advance(0);
  expect(sent[0]?.delta).toMatchObject({ added: [], removed: [], changed: [], order: ['b', 'c', 'a'] });
});

test('touching one of 10,000 rows compares one row', () => {
  const { list, clock, sent, feed } = setUp();
  for (let index = 0; index < 10_000; index += 1) list.add(`id-${index}`);
  feed.snapshot();
  feed.setVisible(true);
  const looks = list.looks;
  list.change('id-5000', { receivedBytes: 1 });
  list.remove('id-7000');
  list.add('new');
  clock.advance(0);
  expect(sent[0]?.delta).toMatchObject({
    added: [{ id: 'new' }],
    changed: [{ id: 'id-5000', receivedBytes: 1 }],
    removed: ['id-7000'],
    order: null,
  });
  expect(list.looks - looks).toBe(3);
});

type Step =
  | { type: 'add' | 'remove' | 'change' | 'segments' | 'readd' | 'sink'; row: number; bytes: number }
  | { type: 'wait'; ms: number }
  | { type: 'show' | 'hide' | 'snapshot' | 'lost-snapshot' };

const rowStep = (type: Extract<Step, { row: number }>['type']): fc.Arbitrary<Step> =>
  fc.record({ type: fc.constant(type), row: fc.nat(12), bytes: fc.nat(5) });

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: rowStep('add') },
    { weight: 2, arbitrary: rowStep('remove') },
    { weight: 2, arbitrary: rowStep('readd') },
    { weight: 2, arbitrary: rowStep('sink') },
    { weight: 6, arbitrary: rowStep('change') },
    { weight: 4, arbitrary: rowStep('segments') },
    { weight: 6, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(150) }) },
    { weight: 2, arbitrary: fc.constantFrom<Step>({ type: 'show' }, { type: 'hide' }) },
    { weight: 1, arbitrary: fc.constantFrom<Step>({ type: 'snapshot' }, { type: 'lost-snapshot' }) },
  ),
  { maxLength: 120, size: 'max' },
);

function perform(
  step: Step,
  list: FakeList,
  clock: FakeClock,
  show: (visible: boolean) => void,
  ask: (isAnswered: boolean) => void,
): void {
  switch (step.type) {
    case 'add':
      if (!list.has(`id-${step.row}`)) list.add(`id-${step.row}`);
      return;
    case 'remove':
      list.remove(`id-${step.row}`);
      return;
    case 'readd':
      list.remove(`id-${step.row}`);
      list.add(`id-${step.row}`);
      return;
    case 'sink':
      list.sink(`id-${step.row}`);
      return;
    case 'change':
      list.change(`id-${step.row}`, { receivedBytes: step.bytes, notice: step.bytes > 3 ? 'server-wait' : null });
      return;
    case 'segments':
      list.change(`id-${step.row}`, { segments: FakeList.segments(step.bytes) });
      return;
    case 'wait':
      clock.advance(step.ms);
      return;
    case 'show':
    case 'hide':
      show(step.type === 'show');
      return;
    case 'snapshot':
    case 'lost-snapshot':
      ask(step.type === 'snapshot');
  }
}

/** The window's half: applies deltas, asks for a snapshot when one is missing. */
class Receiver {
  state: FeedSnapshot = { sequence: 0, downloads: [] };
  gaps = 0;
  constructor(private readonly ask: () => FeedSnapshot) {}
  resync(): void {
    this.state = feedSnapshotSchema.parse(structuredClone(this.ask()));
  }
  take(delta: FeedDelta): void {
    const next = applyDelta(this.state, feedDeltaSchema.parse(delta) as FeedDelta);
    if (next) this.state = next;
    else {
      this.gaps += 1;
      this.resync();
    }
  }
}

/** A failing run prints its seed; put it into `fc.assert`'s options and it becomes a regression test. */
const RUNS = { numRuns: 300 };

test.each([0, 0.3])('fuzz: deltas always lead to the snapshot, with a share of %d of them lost', (loss) => {
  let gaps = 0;
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (walk, dice) => {
      const { list, clock, sent, feed } = setUp();
      const receiver = new Receiver(() => feed.snapshot());
      let taken = 0;
      const deliver = (mayLose = loss > 0): void => {
        for (; taken < sent.length; taken += 1) {
          const delta = sent[taken]?.delta;
          if (delta && !(mayLose && (dice.next().value ?? 1) < loss)) receiver.take(delta);
        }
      };
      feed.setVisible(true);
      receiver.resync();
      for (const step of walk) {
        perform(step, list, clock, feed.setVisible, (isAnswered) => {
          // What was sent before the window asked arrives before the answer.
          deliver();
          if (isAnswered) receiver.resync();
          else feed.snapshot();
        });
        deliver();
      }
      feed.setVisible(true);
      clock.advance(1_000);
      deliver();
      // A lost last delta shows at the next one.
      list.add('last');
      clock.advance(1_000);
      deliver(false);
      const expected: readonly DownloadSnapshot[] = list.list();
      expect(receiver.state.downloads).toEqual(expected);
      expect(clock.pending).toBe(0);
      for (let index = 1; index < sent.length; index += 1) {
        expect((sent[index]?.at ?? 0) - (sent[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(100);
      }
      if (loss === 0 && !walk.some((step) => step.type === 'lost-snapshot')) expect(receiver.gaps).toBe(0);
      gaps += receiver.gaps;
    }),
    RUNS,
  );
  if (loss > 0) expect(gaps).toBeGreaterThan(0);
});
