import { expect, test } from 'vitest';
import { headerValue, readHeaderLines } from './headers.ts';

test('lines, the last of a name counts', () => {
  expect(readHeaderLines('Accept: a\r\n\n X-One :  b: c \nACCEPT: d')).toEqual({
    headers: { ACCEPT: 'd', 'X-One': 'b: c' },
    problem: null,
  });
});

test.each([
  ['nonsense', { kind: 'form', name: '' }],
  ['A b: c', { kind: 'form', name: 'A b' }],
  ['Range: bytes=0-', { kind: 'own', name: 'Range' }],
  ['X: a\u0000b', { kind: 'value', name: 'X' }],
])('%j cannot be used', (text, problem) => {
  expect(readHeaderLines(`A: b\n${text}`)).toEqual({ headers: {}, problem });
});

test('text beyond latin1 goes as UTF-8', () => {
  expect(headerValue(' é ')).toBe('é');
  expect(headerValue('中')).toBe('\u00e4\u00b8\u00ad');
  expect(headerValue('\ud800')).toBeNull();
});
