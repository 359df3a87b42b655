import { expect, it } from 'vitest';
import { DEFAULT_CATEGORIES, categoriesSchema } from '../../../shared/categories.ts';
import { categoriesOf, draftOf, problemOf, readExtensions, readPatterns, withRemoved } from './draft.ts';

it('reads extensions as people write them', () => {
  expect(readExtensions(' .ISO, *.img;tar.gz\niso ')).toEqual({ extensions: ['iso', 'img', 'tar.gz'], bad: null });
  expect(readExtensions('iso a/b').bad).toBe('a/b');
  expect(readExtensions('')).toEqual({ extensions: [], bad: null });
});

it('reads one pattern to a line', () => {
  expect(readPatterns(' example.org \n\nhttps://*.example.org/x/\nexample.org')).toEqual([
    'example.org',
    'https://*.example.org/x/',
  ]);
});

it('gives back what was not changed, and keeps the place of all else at the end', () => {
  const drafts = DEFAULT_CATEGORIES.map(draftOf);
  expect(categoriesOf(drafts)).toEqual(DEFAULT_CATEGORIES);
  const [first] = drafts;
  if (!first) throw new Error('There are categories.');
  const added = categoriesOf([...drafts, { ...first, id: 'mine', name: ' Mine ' }]);
  expect(added.map(({ id }) => id).slice(-2)).toEqual(['mine', 'other']);
  expect(added.at(-2)?.name).toBe('Mine');
  expect(categoriesSchema.safeParse(added).success).toBe(true);
});

it('says what keeps a draft from being saved', () => {
  const [first] = DEFAULT_CATEGORIES.map(draftOf);
  if (!first) throw new Error('There are categories.');
  expect(problemOf(first, true)).toBeNull();
  expect(problemOf(first, false)).toEqual({ kind: 'name' });
  expect(problemOf({ ...first, extensions: 'a?b' }, true)).toEqual({ kind: 'extension', text: 'a?b' });
  expect(problemOf({ ...first, directory: 'films' }, true)).toEqual({ kind: 'folder' });
  expect(problemOf({ ...first, directory: 'D:\\Films' }, true)).toBeNull();
});

it('puts back what was removed where it was, and leaves what else has changed', () => {
  const [first, second, third] = DEFAULT_CATEGORIES;
  if (!first || !second || !third) throw new Error('There are categories.');
  const now = DEFAULT_CATEGORIES.filter((one) => one !== first && one !== third).map((one) =>
    one === second ? { ...one, name: 'Films' } : one,
  );
  const back = withRemoved(now, DEFAULT_CATEGORIES);
  expect(back.map(({ id }) => id)).toEqual(DEFAULT_CATEGORIES.map(({ id }) => id));
  expect(back[1]?.name).toBe('Films');
  expect(withRemoved(DEFAULT_CATEGORIES.slice(-1), DEFAULT_CATEGORIES)).toEqual(DEFAULT_CATEGORIES);
});
