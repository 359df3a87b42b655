import { expect, test } from 'vitest';
import { makeDownload } from '../testing/fakes.ts';
import { findDuplicates, usualChoice } from './duplicates.ts';

test('by link, however it is spelled, then by place', () => {
  const listed = makeDownload({ url: 'https://a.example/x', directory: '/d', fileName: 'x' });
  const beside = makeDownload({ url: 'https://b.example/y', directory: '/d', fileName: 'y' });
  const elsewhere = makeDownload({ url: 'https://c.example/z', directory: '/e', fileName: 'z' });
  const found = findDuplicates(
    [
      { url: 'HTTPS://u:p@A.example/x#part', fileName: 'other' },
      { url: 'https://new.example/y', fileName: 'y' },
      { url: 'https://new.example/z', fileName: 'z' },
      { url: 'https://new.example/on-disk', fileName: 'on-disk' },
      { url: 'https://new.example/', fileName: '' },
    ],
    [listed, beside, elsewhere],
    '/d',
    new Set(['on-disk']),
  );
  expect([...found.values()]).toEqual([
    { kind: 'listed', id: listed.id },
    { kind: 'target', id: beside.id },
    { kind: 'target', id: null },
  ]);
});

test('without a choice nothing is fetched twice, and a taken name is treated as the settings say', () => {
  expect(usualChoice({ kind: 'listed', id: 'a' }, 'overwrite')).toBe('existing');
  const target = { kind: 'target', id: null } as const;
  expect(usualChoice(target, 'number')).toBe('again');
  expect(usualChoice(target, 'overwrite')).toBe('replace');
  expect(usualChoice(target, 'skip')).toBe('existing');
});
