import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { afterDocument, type PageEvents } from './document.ts';

function setUp() {
  const page = new EventEmitter();
  const clock = new FakeClock();
  let done = 0;
  const callOff = afterDocument(page as unknown as PageEvents, clock, () => (done += 1));
  return { page, clock, callOff, done: () => done };
}

test.each(['dom-ready', 'did-fail-load', 'render-process-gone'])('what can wait is done once, at %s', (event) => {
  const { page, clock, done } = setUp();
  expect(done()).toBe(0);
  page.emit(event);
  page.emit('dom-ready');
  clock.advance(60_000);
  expect(done()).toBe(1);
  expect(page.eventNames()).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('a page that does not come is not waited for', () => {
  const { clock, done } = setUp();
  clock.advance(2_999);
  expect(done()).toBe(0);
  clock.advance(1);
  expect(done()).toBe(1);
});

test('called off, nothing is done', () => {
  const { page, clock, callOff, done } = setUp();
  callOff();
  page.emit('dom-ready');
  clock.advance(60_000);
  expect(done()).toBe(0);
  expect(clock.pending).toBe(0);
});
