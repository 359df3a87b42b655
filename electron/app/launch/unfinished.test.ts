import { expect, test } from 'vitest';
import { makeSnapshot } from '../../ipc/testing/fake-list.ts';
import { findUnfinished } from './unfinished.ts';

const LIST = [
  makeSnapshot('a', { url: 'https://h/a', status: 'paused' }),
  makeSnapshot('b', { url: 'https://h/b', status: 'finished' }),
  makeSnapshot('c', { url: 'https://h/c', status: 'failed', directory: '/elsewhere' }),
];

test('an unfinished download of the same address into the same folder is known; others are new', () => {
  const links = [' HTTPS://u:p@H/a#x ', 'https://h/a', 'https://h/b', 'https://h/c', 'https://h/d', 'no link'];
  expect(findUnfinished(LIST, links, '/downloads')).toEqual({
    known: ['a'],
    fresh: ['https://h/b', 'https://h/c', 'https://h/d', 'no link'],
  });
  expect(findUnfinished(LIST, ['https://h/c'], '/elsewhere')).toEqual({ known: ['c'], fresh: [] });
});
