import { expect, it } from 'vitest';
import { dropPlace, placeOf, rankAfter } from './place.ts';

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

it('lets rows go next to the first one there that is not moved, and leaves what would stay', () => {
  const ids = ['a', 'b', 'c', 'd'];
  expect(dropPlace(ids, new Set(['a']), 3)).toEqual({ before: 'd' });
  expect(dropPlace(ids, new Set(['a']), 4)).toEqual({ after: 'd' });
  expect(dropPlace(ids, new Set(['d']), 0)).toEqual({ before: 'a' });
  expect(dropPlace(ids, new Set(['b', 'd']), 1)).toEqual({ before: 'c' });
  expect(dropPlace(ids, new Set(['b']), 1)).toBeNull();
  expect(dropPlace(ids, new Set(['b']), 2)).toBeNull();
  expect(dropPlace(ids, new Set(['b', 'c']), 2)).toBeNull();
  expect(dropPlace(ids, new Set(ids), 0)).toBeNull();
});

it('knows which number a moved one has then', () => {
  expect(rankAfter(list, new Set(['c']), 'top')).toEqual({ rank: 1, of: 3 });
  expect(rankAfter(list, new Set(['a']), { after: 'b' })).toEqual({ rank: 2, of: 3 });
  expect(rankAfter(list, new Set(['a']), 'bottom')).toEqual({ rank: 3, of: 3 });
});
