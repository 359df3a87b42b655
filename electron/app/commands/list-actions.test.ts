import { expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import { STATUSES } from '../../../shared/status.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { createListActions } from './list-actions.ts';

/** One download in each state, named after it. */
function setUp(trash: (path: string) => Promise<void> = () => Promise.resolve()) {
  const engine = new FakeEngine();
  for (const status of STATUSES) {
    engine.put(status, status, status === 'failed' ? { failure: { code: 'not-found', detail: '' } } : {});
  }
  const trashed: string[] = [];
  const actions = createListActions({
    engine,
    async trash(path) {
      await trash(path);
      trashed.push(path);
    },
  });
  return { engine, actions, trashed };
}
const ALL = [...STATUSES, 'gone'];

test('pause reaches what moves by itself, and nothing else', async () => {
  const { engine, actions } = setUp();
  await actions.pause(ALL);
  expect(engine.calls.sort()).toEqual(['pause downloading', 'pause probing', 'pause queued', 'pause verifying']);
});

test('what people pause is told, what the program holds is not', async () => {
  const { actions } = setUp();
  const told: (readonly string[])[] = [];
  actions.onPause((ids) => told.push(ids));
  await actions.hold(['downloading']);
  await actions.pause(['paused', 'queued']);
  await actions.pauseAll();
  expect(told).toEqual([['paused', 'queued'], STATUSES]);
});

test('resume reaches what is paused or failed', () => {
  const { engine, actions } = setUp();
  actions.resume(ALL);
  expect(engine.calls).toEqual(['resume paused', 'resume failed']);
});

test('cancel never throws a finished file away', async () => {
  const { engine, actions } = setUp();
  expect(await actions.cancel(ALL, false)).toEqual({ removed: [], tooLate: ['finished'] });
  expect(engine.calls).toContain('cancel downloading');
  expect(engine.calls).not.toContain('cancel finished');
  expect(engine.list().map(({ id }) => id)).toEqual(['finished']);
  expect((await actions.cancel(['finished'], true)).tooLate).toEqual([]);
  expect(engine.list()).toEqual([]);
});

test('remove takes off the list and touches no file', async () => {
  const { engine, actions, trashed } = setUp();
  await actions.remove(['finished', 'failed', 'gone'], false);
  expect(engine.calls).toEqual(['remove finished', 'remove failed']);
  expect(trashed).toEqual([]);
});

test('remove with the file: the finished one goes to the trash, a part is discarded', async () => {
  const { engine, actions, trashed } = setUp();
  await actions.remove(['finished', 'failed'], true);
  expect(trashed).toEqual(['/downloads/finished']);
  expect(engine.calls.sort()).toEqual(['cancel failed', 'remove finished']);
});

test('a file that cannot go to the trash stays on the list, and the others are removed', async () => {
  const { engine, actions } = setUp((path) =>
    path.endsWith('finished') ? Promise.reject(new SluiceError('disk-failed', 'no trash')) : Promise.resolve(),
  );
  engine.put('other', 'finished');
  await expect(actions.remove(['finished', 'other'], true)).rejects.toThrow(SluiceError);
  expect(engine.get('finished')).toBeDefined();
  expect(engine.get('other')).toBeUndefined();
});

test('pause all stops the queue before what runs, or a freed place would start the next', async () => {
  const { engine, actions } = setUp();
  await actions.pauseAll();
  expect(engine.calls[0]).toBe('pause queued');
  expect(engine.calls).toHaveLength(4);
});

test('resume all leaves failures that trying again cannot help', () => {
  const { engine, actions } = setUp();
  engine.put('flaky', 'failed', { failure: { code: 'connection-lost', detail: '' } });
  actions.resumeAll();
  expect(engine.calls).toEqual(['resume paused', 'resume flaky']);
});
