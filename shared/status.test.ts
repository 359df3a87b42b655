import { describe, expect, test } from 'vitest';
import {
  assertTransition,
  canTransition,
  isActive,
  isRunning,
  STATUS_ACTIONS,
  STATUS_EXITS,
  STATUSES,
} from './status.ts';

const ALLOWED = [
  'queued>probing', 'queued>paused', 'queued>failed',
  'probing>downloading', 'probing>verifying', 'probing>finished', 'probing>paused', 'probing>failed', 'probing>queued',
  'downloading>probing', 'downloading>verifying', 'downloading>finished', 'downloading>paused', 'downloading>failed', 'downloading>queued',
  'verifying>finished', 'verifying>failed', 'verifying>paused', 'verifying>probing', 'verifying>downloading', 'verifying>queued',
  'paused>queued', 'paused>failed',
  'finished>queued',
  'failed>queued', 'failed>paused',
]; // prettier-ignore

describe('states of a download', () => {
  test('every pair is allowed or refused as the table says', () => {
    for (const from of STATUSES) {
      for (const to of STATUSES) {
        const allowed = ALLOWED.includes(`${from}>${to}`);
        expect([from, to, canTransition(from, to)]).toEqual([from, to, allowed]);
        if (allowed)
          expect(() => {
            assertTransition(from, to);
          }).not.toThrow();
        else
          expect(() => {
            assertTransition(from, to);
          }).toThrow(`from ${from} to ${to}`);
      }
    }
  });

  test('every state can be left, and none is its own exit', () => {
    for (const status of STATUSES) {
      expect(STATUS_EXITS[status].length).toBeGreaterThan(0);
      expect(STATUS_EXITS[status]).not.toContain(status);
    }
  });

  test('what runs can be paused; what has ended can be taken off the list', () => {
    for (const status of STATUSES) {
      expect(STATUS_ACTIONS[status].includes('pause')).toBe(isActive(status));
      if (isRunning(status)) expect(STATUS_ACTIONS[status]).toContain('cancel');
    }
    expect(STATUS_ACTIONS.finished).toContain('remove');
    expect(STATUS_ACTIONS.failed).toContain('retry');
  });
});
