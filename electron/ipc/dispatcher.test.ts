import { expect, test, vi } from 'vitest';
import { SluiceError } from '../../shared/failures.ts';
import { COMMANDS, commandOutcomeSchema, type CommandName } from '../../shared/ipc/contract.ts';
import { createDispatcher, type CommandHandlers, type Sender } from './dispatcher.ts';

const OURS: Sender = { page: 'window', origin: 'sluice-app://app' };

function setUp(handlers: Partial<CommandHandlers> = {}) {
  const calls: [string, unknown][] = [];
  const fallback = Object.fromEntries(
    Object.keys(COMMANDS).map((name) => [name, (request: unknown) => void calls.push([name, request])]),
  ) as unknown as CommandHandlers;
  const onDefect = vi.fn();
  const dispatch = createDispatcher({
    handlers: { ...fallback, ...handlers },
    trustedOrigins: ['sluice-app://app'],
    onDefect,
  });
  return { dispatch, calls, onDefect };
}

test('a good command reaches its handler with the defaults filled in, and its reply comes back', async () => {
  const add = vi.fn(() => ({ added: ['x'], rejected: [] }));
  const { dispatch } = setUp({ 'downloads:add': add });
  const outcome = await dispatch(OURS, 'downloads:add', { urls: ['https://example.org/'] });
  expect(add).toHaveBeenCalledWith({ urls: ['https://example.org/'], start: true });
  expect(outcome).toEqual({ ok: true, value: { added: ['x'], rejected: [] } });
});

test.each<[string, Sender]>([
  ['a frame inside the window', { ...OURS, page: null }],
  ['another origin', { ...OURS, origin: 'https://example.org' }],
  ['another host of our scheme', { ...OURS, origin: 'sluice-app://other' }],
  ['an opaque origin', { ...OURS, origin: 'null' }],
  ['an origin that begins like ours', { ...OURS, origin: 'sluice-app://app.example.org' }],
])('%s is refused, says so, and reaches no handler', async (_, sender) => {
  const { dispatch, calls, onDefect } = setUp();
  const outcome = await dispatch(sender, 'downloads:pause-all', undefined);
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'bad-option' } });
  expect(JSON.stringify(outcome)).toContain('was refused');
  expect(calls).toEqual([]);
  expect(onDefect).toHaveBeenCalledOnce();
});

test.each([
  'downloads:format-disk',
  'constructor',
  '__proto__',
  'toString',
  '',
  undefined,
  null,
  7,
  { toString: () => 'app:info' },
  ['app:info'],
  'x'.repeat(100_000),
])('the unknown command %j is refused', async (name) => {
  const { dispatch, calls } = setUp();
  const outcome = await dispatch(OURS, name, undefined);
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'bad-option' } });
  expect(JSON.stringify(outcome).length).toBeLessThan(300);
  expect(calls).toEqual([]);
});

test.each<[CommandName, unknown]>([
  ['downloads:add', { urls: [] }],
  ['downloads:add', { urls: 'https://example.org/' }],
  ['downloads:add', { urls: ['https://example.org/'], extra: 1 }],
  ['downloads:add', { urls: ['https://example.org/'], connections: 65 }],
  ['downloads:cancel', { ids: ['a'] }],
  ['downloads:pause', null],
  ['downloads:pause', undefined],
  ['settings:update', { theme: 'sepia' }],
  ['settings:update', { unheard: true }],
  ['app:info', { anything: 1 }],
])('%s with %j is refused with the place of the fault', async (name, request) => {
  const { dispatch, calls } = setUp();
  const outcome = await dispatch(OURS, name, request);
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'bad-option' } });
  expect(JSON.stringify(outcome)).toContain(name);
  expect(calls).toEqual([]);
});

test('a rejected value is not repeated, for it may be a secret', async () => {
  const { dispatch } = setUp();
  const outcome = await dispatch(OURS, 'downloads:add', { urls: ['https://a/'], fileName: { password: 's3cret' } });
  expect(JSON.stringify(outcome)).not.toContain('s3cret');
});

test('what a handler throws becomes a failure; a defect is reported too', async () => {
  const { dispatch, onDefect } = setUp({
    'downloads:pause-all': () => Promise.reject(new SluiceError('disk-full', 'ENOSPC')),
    'downloads:resume-all': () => {
      throw new TypeError('oops');
    },
  });
  expect(await dispatch(OURS, 'downloads:pause-all', undefined)).toEqual({
    ok: false,
    failure: { code: 'disk-full', detail: 'ENOSPC' },
  });
  expect(onDefect).not.toHaveBeenCalled();
  const outcome = await dispatch(OURS, 'downloads:resume-all', undefined);
  expect(outcome).toEqual({ ok: false, failure: { code: 'internal', detail: 'TypeError: oops' } });
  expect(commandOutcomeSchema.parse(outcome)).toEqual(outcome);
  expect(onDefect).toHaveBeenCalledOnce();
});

test('the page of the drop basket reaches what it is for, and nothing else', async () => {
  const { dispatch, calls, onDefect } = setUp();
  const basket: Sender = { ...OURS, page: 'basket' };
  for (const name of Object.keys(COMMANDS)) {
    calls.length = 0;
    const outcome = await dispatch(basket, name, undefined);
    const isRefused = !outcome.ok && outcome.failure.detail.includes('may not ask');
    expect([name, isRefused]).toEqual([name, !/^(basket:|links:read-files|settings:get|app:info)/.test(name)]);
    if (isRefused) expect(calls).toEqual([]);
  }
  expect(onDefect).toHaveBeenCalled();
});
