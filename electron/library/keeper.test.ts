import { expect, test } from 'vitest';
import type { DownloadRecord, Engine, EngineEvent } from '../engine/index.ts';
import type { DownloadStore } from './downloads.ts';
import { keepDownloads } from './keeper.ts';
import { makeRecord } from './testing/fixtures.ts';

/** An engine that only has records, a store that only has a log, and a clock that is turned by hand. */
function setUp(stored: readonly DownloadRecord[] = []) {
  const records = new Map(stored.map((record) => [record.id, record]));
  let listener: ((event: EngineEvent) => void) | null = null;
  let queuesListener: (() => void) | null = null;
  const engine: Pick<Engine, 'subscribe' | 'record' | 'get' | 'queues'> = {
    subscribe(given) {
      listener = given;
      return () => (listener = null);
    },
    record: (id) => records.get(id),
    // Only id and receivedBytes are read.
    get: (id) => records.get(id) as never,
    // Only the list and the subscription are used.
    queues: {
      list: () => [{ id: 'default' }],
      subscribe(given: () => void) {
        queuesListener = given;
        return () => (queuesListener = null);
      },
    } as never,
  };
  const log: string[] = [];
  let broken = false;
  const write = (line: string) => {
    if (broken) throw new Error('disk full');
    log.push(line);
  };
  const store: DownloadStore = {
    all: () => [],
    save: (list) => list.length && write(`save ${list.map((record) => `${record.id}:${record.status}`).join(' ')}`),
    saveReceived: (list) =>
      list.length && write(`bytes ${list.map((row) => `${row.id}:${row.receivedBytes}`).join(' ')}`),
    delete: (ids) => ids.length && write(`delete ${ids.join(' ')}`),
  };
  let timer: { ms: number; work: () => void } | null = null;
  const errors: unknown[] = [];
  const keeper = keepDownloads({
    engine,
    store,
    queueStore: { all: () => [], replace: (list) => write(`queues ${list.map(({ id }) => id).join(' ')}`) },
    stored,
    clock: {
      after(ms, work) {
        expect(timer).toBeNull();
        timer = { ms, work };
        return () => (timer = null);
      },
    },
    onError: (error) => errors.push(error),
  });
  return {
    keeper,
    log,
    errors,
    turn: () => Promise.resolve(),
    emit(event: EngineEvent, record?: Partial<DownloadRecord>) {
      if (record) records.set(event.id, makeRecord({ ...records.get(event.id), ...record, id: event.id }));
      listener?.(event);
    },
    forget: (id: string) => records.delete(id),
    setBroken: (value: boolean) => (broken = value),
    timerMs: () => timer?.ms ?? null,
    fire() {
      const { work } = timer ?? { work: () => expect.unreachable() };
      timer = null;
      work();
    },
    changeQueues: () => queuesListener?.(),
    listening: () => listener !== null || queuesListener !== null,
  };
}

test('everything added in one turn is one transaction, in order', async () => {
  const { emit, log, turn, timerMs } = setUp();
  for (const id of ['b', 'a', 'c']) emit({ type: 'added', id }, {});
  expect(log).toEqual([]);
  await turn();
  expect(log).toEqual(['save b:queued a:queued c:queued']);
  expect(timerMs()).toBeNull();
});

test('flush writes at once, and then there is nothing left to write', async () => {
  const { emit, log, turn, keeper } = setUp();
  emit({ type: 'added', id: 'a' }, {});
  keeper.flush();
  expect(log).toHaveLength(1);
  await turn();
  keeper.flush();
  expect(log).toHaveLength(1);
});

test('progress is written every few seconds, and no timer is left when nothing moves', () => {
  const { emit, log, fire, timerMs } = setUp();
  for (let bytes = 1; bytes <= 20; bytes += 1) emit({ type: 'progress', id: 'a' }, { receivedBytes: bytes });
  expect(log).toEqual([]);
  expect(timerMs()).toBe(3_000);
  fire();
  expect(log).toEqual(['bytes a:20']);
  expect(timerMs()).toBeNull();
});

test('a change of state writes the bytes too', async () => {
  const { emit, log, fire, turn } = setUp();
  emit({ type: 'progress', id: 'a' }, { receivedBytes: 5 });
  emit({ type: 'changed', id: 'a', from: 'downloading', to: 'paused' }, { status: 'paused' });
  await turn();
  fire();
  expect(log).toEqual(['save a:paused']);
});

test('removed before it was written is never written', async () => {
  const { emit, log, turn, forget } = setUp();
  emit({ type: 'added', id: 'a' }, {});
  forget('a');
  emit({ type: 'removed', id: 'a' });
  await turn();
  expect(log).toEqual(['delete a']);
});

test('what is cancelled stays on record until its part file is gone', async () => {
  const { emit, log, turn, forget } = setUp();
  emit({ type: 'removed', id: 'a' }, { discarding: true });
  await turn();
  expect(log).toEqual(['save a:queued']);
  forget('a');
  emit({ type: 'discarded', id: 'a' });
  await turn();
  expect(log).toEqual(['save a:queued', 'delete a']);
});

test('a disk that fails is reported once, does not disturb the engine, and is tried again', async () => {
  const { emit, log, turn, errors, setBroken, fire, timerMs, keeper } = setUp();
  setBroken(true);
  emit({ type: 'added', id: 'a' }, {});
  await turn();
  emit({ type: 'changed', id: 'a', from: 'queued', to: 'probing' }, { status: 'probing' });
  await turn();
  keeper.flush();
  expect(errors).toHaveLength(1);
  expect(timerMs()).toBe(5_000);
  fire();
  expect(errors).toHaveLength(1);
  setBroken(false);
  fire();
  expect(log).toEqual(['save a:probing']);
  expect(timerMs()).toBeNull();
});

test('close writes what is left and stops listening', async () => {
  const { emit, log, keeper, listening, timerMs, turn } = setUp();
  emit({ type: 'progress', id: 'a' }, { receivedBytes: 7 });
  emit({ type: 'added', id: 'b' }, {});
  keeper.close();
  await turn();
  expect(log).toEqual(['save b:queued', 'bytes a:7']);
  expect(listening()).toBe(false);
  expect(timerMs()).toBeNull();
});

test('queues are written before the downloads that may be in them', async () => {
  const { emit, log, turn, changeQueues } = setUp();
  emit({ type: 'added', id: 'a' }, {});
  changeQueues();
  changeQueues();
  await turn();
  expect(log).toEqual(['queues default', 'save a:queued']);
});

test('a download that was moved on the list is written', async () => {
  const { emit, log, turn } = setUp();
  emit({ type: 'arranged', id: 'a', moved: true }, { position: 7 });
  await turn();
  expect(log).toEqual(['save a:queued']);
});

test('taking the list back writes only what is different now', async () => {
  const { emit, log, turn } = setUp([makeRecord({ id: 'a' }), makeRecord({ id: 'b', status: 'downloading' })]);
  emit({ type: 'added', id: 'a' });
  emit({ type: 'added', id: 'b' }, { status: 'queued' });
  await turn();
  emit({ type: 'changed', id: 'a', from: 'queued', to: 'probing' }, { status: 'probing' });
  await turn();
  expect(log).toEqual(['save b:queued', 'save a:probing']);
});
