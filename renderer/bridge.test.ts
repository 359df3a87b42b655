import { describe, expect, it, vi } from 'vitest';
import { SluiceError } from '../shared/failures.ts';
import { createBridge } from './bridge.ts';
import { FakeFailure, fakeMain } from './testing/fakes.ts';

describe('bridge', () => {
  it('gives the reply of a command', async () => {
    const { api } = fakeMain();
    await expect(createBridge(api).command('app:info')).resolves.toMatchObject({ version: '0.1.0' });
  });

  it('throws the failure of a command', async () => {
    const fail = (): never => {
      throw new FakeFailure('folder-unwritable');
    };
    const { api } = fakeMain([], { 'folders:free-space': fail });
    const asked = createBridge(api).command('folders:free-space', { directory: '/x' });
    await expect(asked).rejects.toBeInstanceOf(SluiceError);
    await expect(asked).rejects.toMatchObject({ code: 'folder-unwritable' });
  });

  it.each([
    ['an outcome', { command: () => Promise.resolve('nonsense'), onEvent: () => () => undefined }],
    ['a reply', fakeMain([], { 'app:info': () => ({ version: 7 }) }).api],
    ['a transport', { command: () => Promise.reject(new Error('gone')), onEvent: () => () => undefined }],
    ['a bridge that is not there', undefined],
  ])('does not believe %s', async (_what, api) => {
    await expect(createBridge(api).command('app:info')).rejects.toMatchObject({ code: 'internal' });
  });

  it('passes on well-formed events of the name asked for, and tells of malformed ones', () => {
    const main = fakeMain();
    const [listener, malformed] = [vi.fn(), vi.fn()];
    const stop = createBridge(main.api).on('add:open', listener, malformed);
    main.emit('add:open', { text: 'x' });
    main.emit('settings:changed', {});
    main.emit('add:open', { text: 7 });
    expect(listener.mock.calls).toEqual([[{ text: 'x' }]]);
    expect(malformed).toHaveBeenCalledOnce();
    stop();
    main.emit('add:open', { text: 'y' });
    expect(listener).toHaveBeenCalledOnce();
  });
});
