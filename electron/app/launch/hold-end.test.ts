import { EventEmitter } from 'node:events';
import type { App, BrowserWindow } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import { holdEnd } from './hold-end.ts';

class Fake extends EventEmitter {
  done: string[] = [];
  readonly quit = () => this.done.push('quit');
  readonly close = () => this.done.push('close');
  /** @returns whether it was held */
  ask(name: string): boolean {
    let held = false;
    this.emit(name, { preventDefault: () => (held = true) });
    return held;
  }
}
let app: Fake;
let window: Fake;
let letEnd: () => void;
beforeEach(() => {
  [app, window] = [new Fake(), new Fake()];
  letEnd = holdEnd(app as unknown as App, window as unknown as BrowserWindow);
});

test('who asks for nothing gets nothing', () => {
  letEnd();
  expect([app.done, window.done]).toEqual([[], []]);
  expect([window.ask('close'), app.ask('before-quit')]).toEqual([false, false]);
});

test('a window that is closed early is closed when there is a program', () => {
  expect(window.ask('close')).toBe(true);
  letEnd();
  expect([app.done, window.done]).toEqual([[], ['close']]);
});

test('a quit goes before', () => {
  expect(app.ask('before-quit')).toBe(true);
  expect(window.ask('close')).toBe(true);
  letEnd();
  expect([app.done, window.done]).toEqual([['quit'], []]);
});
