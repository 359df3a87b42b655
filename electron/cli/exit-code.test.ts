import { expect, test } from 'vitest';
import { EXIT_CODES, FAILURE_CODES, type FailureCode } from '../../shared/failures.ts';
import { exitCodeOf, exitCodeOfAll } from './exit-code.ts';

/** The contract of the command line: a changed number or a renamed code breaks scripts. New codes are welcome. */
const CODES = {
  'dns-failed': 3,
  'connect-refused': 3,
  'connect-timeout': 3,
  'connection-lost': 3,
  stalled: 3,
  'tls-invalid': 3,
  'proxy-failed': 3,
  'proxy-unreachable': 3,
  'proxy-sign-in': 3,
  'bad-reply': 5,
  unauthorized: 4,
  forbidden: 4,
  'not-found': 4,
  'link-expired': 4,
  'client-error': 4,
  'too-many-requests': 4,
  'server-error': 5,
  'server-busy': 5,
  'redirect-loop': 5,
  'redirect-invalid': 5,
  'redirect-refused': 4,
  'source-changed': 6,
  'range-broken': 6,
  'length-mismatch': 6,
  'content-encoded': 6,
  'checksum-mismatch': 6,
  'disk-full': 7,
  'folder-unwritable': 7,
  'disk-failed': 7,
  'part-vanished': 7,
  'name-taken': 8,
  'bad-url': 2,
  'bad-option': 2,
  'bad-metalink': 2,
  'too-large': 1,
  internal: 1,
  'not-the-file': 6,
} as const satisfies Partial<Record<FailureCode, number>>;

test.each(Object.entries(CODES))('%s exits with %d', (code, exit) => {
  expect(exitCodeOf(code as FailureCode)).toBe(exit);
});

test('no failure exits as done or interrupted', () => {
  const codes = FAILURE_CODES.map(exitCodeOf);
  expect(codes).not.toContain(EXIT_CODES.done);
  expect(codes).not.toContain(EXIT_CODES.interrupted);
});

test.each([
  [[], 0],
  [[null, null], 0],
  [[null, 'not-found', 'disk-full'], 4],
  [['disk-full', 'not-found'], 7],
] as const)('%j together exit with %d', (failures, code) => {
  expect(exitCodeOfAll(failures)).toBe(code);
});
