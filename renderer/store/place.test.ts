import { expect, it } from 'vitest';
import { placeOf } from './place.ts';

const list = [
  { id: 'a', status: 'queued' },
  { id: 'done', status: 'finished' },
  { id: 'b', status: 'queued' },
  { id: 'c', status: 'paused' },
] as const;

it('moves past the next one that is not finished, and nowhere when there is none', () => {
  expect(placeOf(list, new Set(['b']), 'up')).toEqual({ before: 'a' });
  expect(placeOf(list, new Set(['a']), 'up')).toBeNull();
  expect(placeOf(list, new Set(['a']), 'down')).toEqual({ after: 'b' });
  expect(placeOf(list, new Set(['c']), 'down')).toBeNull();
  expect(placeOf(list, new Set(['a', 'b']), 'down')).toEqual({ after: 'c' });
  expect(placeOf(list, new Set(['c']), 'top')).toBe('top');
});
