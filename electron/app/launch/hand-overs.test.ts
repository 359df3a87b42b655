import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, test } from 'vitest';
import { catchHandOvers } from './hand-overs.ts';

test('links and files that macOS hands over before the app is ready are kept', () => {
  const app = new EventEmitter();
  const prevented: string[] = [];
  const hand = (name: string, given: string): void => {
    app.emit(name, { preventDefault: () => prevented.push(given) }, given);
  };
  const takeFrom = catchHandOvers(app as unknown as App);
  hand('open-url', 'sluice:https://example.org/a');
  hand('open-file', '/lists/a.meta4');
  const taken: string[] = [];
  takeFrom((given) => taken.push(given));
  expect(taken).toEqual(['sluice:https://example.org/a', '/lists/a.meta4']);
  hand('open-file', '/lists/b.txt');
  expect(taken).toEqual(['sluice:https://example.org/a', '/lists/a.meta4', '/lists/b.txt']);
  expect(prevented).toEqual(taken);
});
