import { expect, test } from 'vitest';
import { readAccessLog } from './access-log.mjs';

test('requests that follow one another on a connection are one at a time', () => {
  expect(readAccessLog('1 10.500 0.500 206\n1 11.000 0.500 206\n')).toEqual({
    connections: 1,
    atOnce: 1,
    refused: 0,
    requests: 2,
  });
});

test('what overlaps counts together, refusals apart', () => {
  const log = '1 12.000 2.000 206\n2 11.000 0.900 206\n3 12.000 0.500 206\n4 10.100 0.000 503\n';
  expect(readAccessLog(log)).toEqual({ connections: 4, atOnce: 2, refused: 1, requests: 4 });
});

test('nothing was asked', () => {
  expect(readAccessLog('')).toEqual({ connections: 0, atOnce: 0, refused: 0, requests: 0 });
});
