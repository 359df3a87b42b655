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
  const handOvers = catchHandOvers(app as unknown as App);
  hand('open-url', 'sluice:https://example.org/a');
  hand('open-file', '/lists/a.meta4');
  const taken: string[] = [];
  handOvers.given((given) => taken.push(given));
  expect(taken).toEqual(['sluice:https://example.org/a', '/lists/a.meta4']);
  hand('open-file', '/lists/b.txt');
  expect(taken).toEqual(['sluice:https://example.org/a', '/lists/a.meta4', '/lists/b.txt']);
  expect(prevented).toEqual(taken);
});

test('a second start while the first one is still read is taken as soon as it can be', () => {
  const app = new EventEmitter();
  const handOvers = catchHandOvers(app as unknown as App);
  app.emit('second-instance', {}, ['sluice'], '/', { urls: ['https://example.org/a'] });
  const taken: unknown[] = [];
  handOvers.starts((handedOver) => taken.push(handedOver));
  expect(taken).toEqual([{ urls: ['https://example.org/a'] }]);
  app.emit('second-instance', {}, ['sluice'], '/', undefined);
  expect(taken).toEqual([{ urls: ['https://example.org/a'] }, undefined]);
});
