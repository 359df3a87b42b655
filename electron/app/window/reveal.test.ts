import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { whenDrawn, type RevealedWindow } from './reveal.ts';

function setUp() {
  const webContents = new EventEmitter();
  const window = Object.assign(new EventEmitter(), { webContents });
  const clock = new FakeClock();
  let shown = 0;
  whenDrawn(window as unknown as RevealedWindow, clock, () => (shown += 1));
  return { window, webContents, clock, shown: () => shown };
}

test('shown when it is drawn, once', () => {
  const { window, webContents, clock, shown } = setUp();
  window.emit('ready-to-show');
  webContents.emit('did-finish-load');
  clock.advance(10_000);
  expect(shown()).toBe(1);
  expect(clock.pending).toBe(0);
});

test.each(['did-finish-load', 'did-fail-load'])('shown without being drawn, soon after %s', (event) => {
  const { window, webContents, clock, shown } = setUp();
  clock.advance(10_000);
  expect(shown()).toBe(0);
  webContents.emit(event);
  expect(shown()).toBe(0);
  clock.advance(1_000);
  expect(shown()).toBe(1);
  window.emit('ready-to-show');
  expect(shown()).toBe(1);
});

test.each(['show', 'closed'])('left alone after %s', (event) => {
  const { window, webContents, clock, shown } = setUp();
  webContents.emit('did-finish-load');
  window.emit(event);
  window.emit('ready-to-show');
  clock.advance(10_000);
  expect(shown()).toBe(0);
  expect(clock.pending).toBe(0);
});
