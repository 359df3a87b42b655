import { expect, test } from 'vitest';
import { SHORTCUT_NAMES, keysOf, pageCommandOf, printedKeys } from './shortcuts.ts';

const press = (key: string, held: object = {}) =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }) as const;

test('no key means two things, on any platform', () => {
  for (const isMac of [false, true]) {
    const keys = SHORTCUT_NAMES.flatMap((name) => keysOf(name, isMac));
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test('the window knows its own keys by platform', () => {
  expect(pageCommandOf(press('n', { ctrlKey: true }), false)).toBe('add');
  expect(pageCommandOf(press('n', { metaKey: true }), true)).toBe('add');
  expect(pageCommandOf(press('n', { ctrlKey: true }), true)).toBeNull();
  expect(pageCommandOf(press('N', { ctrlKey: true, shiftKey: true }), false)).toBeNull();
  expect(pageCommandOf(press('L', { ctrlKey: true, shiftKey: true }), false)).toBe('log');
  expect(pageCommandOf(press('?', { shiftKey: true }), false)).toBe('help');
  expect(pageCommandOf(press('F1'), false)).toBe('help');
  expect(pageCommandOf(press('f'), false)).toBeNull();
});

test('keys are told as they are printed', () => {
  expect(printedKeys('CmdOrCtrl+Shift+N', false)).toEqual(['Ctrl', 'Shift', 'N']);
  expect(printedKeys('CmdOrCtrl+Shift+N', true)).toEqual(['⌘', '⇧', 'N']);
});
