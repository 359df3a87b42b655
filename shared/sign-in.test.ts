import { expect, test } from 'vitest';
import type { Failure } from './failures.ts';
import { asksForSignIn } from './sign-in.ts';

test.each<[Failure['code'], string, ReturnType<typeof asksForSignIn>]>([
  ['proxy-sign-in', 'HTTP 407', 'proxy'],
  ['unauthorized', 'FTP 530 Login incorrect.', 'server'],
  ['unauthorized', 'HTTP 401', 'server'],
  // Of a download that had bytes already.
  ['link-expired', 'HTTP 401', 'server'],
  ['link-expired', 'FTP 530 Login incorrect.', 'server'],
  ['link-expired', 'FTP 430 Invalid username or password', 'server'],
  ['link-expired', 'FTP 532 Need account for storing files.', 'server'],
  ['link-expired', 'FTP 550 No such file.', null],
  ['link-expired', 'HTTP 403', null],
  ['link-expired', 'HTTP 410', null],
  ['forbidden', 'HTTP 403', null],
])('%s (%s): %s', (code, detail, whom) => {
  expect(asksForSignIn({ code, detail })).toBe(whom);
});
