import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandOutcomeSchema, COMMANDS, type CommandName } from '../../../shared/ipc/contract.ts';
import { createEngine, type Engine } from '../../engine/index.ts';
import { createDispatcher, type CommandHandlers, type Dispatch } from '../../ipc/dispatcher.ts';
import { createArrangeCommands } from './arrange.ts';

/** The commands as the window reaches them: through the gate, to a real engine in which nothing runs. */
let engine: Engine;
let dispatch: Dispatch;
beforeEach(async () => {
  engine = createEngine({ maxActiveDownloads: 1 });
  await engine.queues.stop('default');
  dispatch = createDispatcher({
    handlers: createArrangeCommands(engine) as CommandHandlers,
    trustedOrigins: ['app'],
    onDefect: (what, error) => expect.unreachable(`${what}: ${String(error)}`),
  });
});
afterEach(() => engine.shutdown());

/** Answers what the contract says, or the failure's code. */
async function ask(name: CommandName, request?: unknown): Promise<unknown> {
  const outcome = commandOutcomeSchema.parse(await dispatch({ page: 'window', origin: 'app' }, name, request));
  return outcome.ok ? COMMANDS[name].reply.parse(outcome.value) : outcome.failure.code;
}
const add = (name: string): string => engine.add({ url: `http://h/${name}`, directory: '/d' });
const names = (): string[] => engine.list().map(({ fileName }) => fileName);

test('downloads: place, priority, queue, category, limit', async () => {
  const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map(add);
  expect(await ask('downloads:move', { ids: [c], place: 'top' })).toBeUndefined();
  expect(names()).toEqual(['c', 'a', 'b']);
  await ask('downloads:move', { ids: [c, a], place: { after: b } });
  expect(names()).toEqual(['b', 'c', 'a']);
  await ask('downloads:set-priority', { ids: [a, b], priority: 'low' });
  await ask('downloads:set-limit', { ids: [a], bytesPerSecond: 5_000 });
  const queueId = await ask('queues:create', { name: 'Films' });
  await ask('downloads:set-queue', { ids: [a], queueId });
  expect(engine.get(a)).toMatchObject({ priority: 'low', limitBytesPerSecond: 5_000, queueId });
  await ask('downloads:set-limit', { ids: [a], bytesPerSecond: null });
  expect(engine.get(a)?.limitBytesPerSecond).toBeNull();
  await ask('downloads:set-category', { ids: [a, 'gone'], categoryId: 'video' });
  expect([a, b].map((id) => engine.get(id)?.categoryId)).toEqual(['video', null]);
  await ask('downloads:set-category', { ids: [a], categoryId: null });
  expect(engine.get(a)?.categoryId).toBeNull();
  await ask('queues:remove', { id: queueId });
  expect(engine.get(a)?.queueId).toBe('default');
});

test('queues: made, changed, stopped, started', async () => {
  const schedule = [{ days: [6], start: 0, end: 0 }];
  const id = await ask('queues:create', { name: 'Films', maxActive: 2 });
  expect(await ask('queues:list')).toMatchObject([
    { id: 'default' },
    { id, name: 'Films', maxActive: 2, started: true },
  ]);
  expect(await ask('queues:update', { id, patch: { name: 'Series', schedule } })).toBeUndefined();
  await ask('queues:stop', { id });
  expect(await ask('queues:list')).toMatchObject([{}, { name: 'Series', schedule, started: false }]);
  await ask('queues:start', { id });
  expect(engine.queues.list()[1]?.started).toBe(true);
});

test.each<[CommandName, unknown]>([
  ['downloads:move', { ids: ['a'], place: 'middle' }],
  ['downloads:move', { ids: ['a'], place: { before: 'a', after: 'b' } }],
  ['downloads:set-priority', { ids: ['a'], priority: 'urgent' }],
  ['downloads:set-limit', { ids: ['a'], bytesPerSecond: 0 }],
  ['downloads:set-limit', { ids: ['a'], bytesPerSecond: 1.5 }],
  ['downloads:set-category', { ids: ['a'], categoryId: '' }],
  ['downloads:set-queue', { ids: ['a'], queueId: 'gone' }],
  ['queues:create', {}],
  ['queues:create', { name: '  ' }],
  ['queues:create', { name: 'a', started: false }],
  ['queues:update', { id: 'default', patch: { schedule: [{ days: [7], start: 0, end: 1 }] } }],
  ['queues:update', { id: 'gone', patch: {} }],
  ['queues:remove', { id: 'default' }],
  ['queues:start', { id: 'gone' }],
  ['queues:stop', { id: 'gone' }],
])('%s with %j is refused', async (name, request) => {
  expect(await ask(name, request)).toBe('bad-option');
});
