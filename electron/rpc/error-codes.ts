import { FAILURES, type ExitGroup, type FailureCode } from '../../shared/failures.ts';

/** aria2's exit codes (its manual, EXIT STATUS) by what a failure means; the rest goes by its group. */
const CODES: Partial<Record<FailureCode, number>> = {
  'connect-timeout': 2,
  stalled: 2,
  'not-found': 3,
  'disk-full': 9,
  'name-taken': 13,
  'folder-unwritable': 16,
  'part-vanished': 15,
  'dns-failed': 19,
  'bad-metalink': 20,
  'redirect-loop': 23,
  unauthorized: 24,
  'bad-option': 28,
  'server-busy': 29,
  'too-many-requests': 29,
  'checksum-mismatch': 32,
};
const BY_GROUP: Readonly<Record<ExitGroup, number>> = {
  unexpected: 1,
  usage: 28,
  network: 6,
  refused: 22,
  serverFailed: 22,
  integrity: 8,
  disk: 17,
  nameTaken: 13,
};

export const errorCodeOf = (code: FailureCode): string => String(CODES[code] ?? BY_GROUP[FAILURES[code].exit]);
