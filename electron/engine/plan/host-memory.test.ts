import { expect, test } from 'vitest';
import { believedCeiling, hostMemory, type LearntCeiling } from './host-memory.ts';

const HOUR = 3_600_000;

test('a ceiling is doubted more each hour, and forgotten after six', () => {
  const learnt = { connections: 3, learntAt: 10 * HOUR };
  const after = (hours: number): number | null => believedCeiling(learnt, (10 + hours) * HOUR);
  expect([0, 0.9, 1, 2, 5.9, 6].map(after)).toEqual([3, 3, 6, 12, 96, null]);
  // The clock was set back.
  expect(after(-5)).toBe(3);
});

test('each host by itself; what is learnt last counts', () => {
  let now = 0;
  const hosts = hostMemory(() => now);
  expect(hosts.ceiling('a.example')).toBeNull();
  hosts.learn('a.example', 4);
  hosts.learn('b.example:8080', 2);
  hosts.learn('a.example', 5);
  expect([hosts.ceiling('a.example'), hosts.ceiling('b.example:8080')]).toEqual([5, 2]);
  now = 6 * HOUR;
  expect(hosts.ceiling('a.example')).toBeNull();
});

test('begins with what was kept, and keeps what it learns', () => {
  const kept = new Map<string, LearntCeiling>([['a.example', { connections: 4, learntAt: HOUR }]]);
  const hosts = hostMemory(() => 2 * HOUR, { known: kept, keep: (host, learnt) => kept.set(host, learnt) });
  expect(hosts.ceiling('a.example')).toBe(8);
  hosts.learn('a.example', 5);
  expect(kept.get('a.example')).toEqual({ connections: 5, learntAt: 2 * HOUR });
});
