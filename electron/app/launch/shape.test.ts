import { expect, test } from 'vitest';
import { chooseShape } from './shape.ts';

const shapeOf = (...own: string[]) => chooseShape(['/opt/sluice', ...own], false);

test('--cli first, behind switches of Chromium only, is the command line', () => {
  expect(shapeOf('--no-sandbox', '--cli', 'get', '--no-sandbox', 'https://a/')).toEqual({
    kind: 'command-line',
    args: ['get', '--no-sandbox', 'https://a/'],
  });
  expect(shapeOf('--cli')).toEqual({ kind: 'command-line', args: [] });
  expect(chooseShape(['electron', '.', '--cli', 'probe'], true)).toEqual({ kind: 'command-line', args: ['probe'] });
});

test('what a browser starts', () => {
  expect(shapeOf('--no-sandbox', '--browser-helper', 'chrome-extension://a/')).toEqual({ kind: 'browser-helper' });
});

test.each([[[]], [['https://a/']], [['https://a/', '--cli']], [['--dir', '--cli']]])('%j is the window', (own) => {
  expect(shapeOf(...own)).toEqual({ kind: 'window' });
});
