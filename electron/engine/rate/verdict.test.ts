import { expect, test } from 'vitest';
import { NO_WAITS, look, verdict, type Growth } from './verdict.ts';

const growth = (change: Partial<Growth> = {}): Growth => ({
  wanted: 16,
  ceiling: 16,
  limit: 16,
  phase: 'holding',
  single: false,
  ...change,
});
const waits = (change: Partial<typeof NO_WAITS>) => ({ ...NO_WAITS, ...change });

test.each([
  ['a limit', waits({ limit: 60, socket: 40 }), growth(), 'limit'],
  ['a limit on a disk that is slow too', waits({ limit: 50, disk: 40, socket: 10 }), growth(), 'limit'],
  ['a slow disk', waits({ disk: 60, socket: 40 }), growth(), 'disk'],
  ['a disk that is slow now and then', waits({ disk: 10, socket: 90 }), growth({ wanted: 4 }), 'link'],
  ['a plateau', waits({ socket: 90 }), growth({ wanted: 4 }), 'link'],
  ['every connection brought more, up to the last', waits({ socket: 90 }), growth(), 'server'],
  ['refused connections', waits({ socket: 90 }), growth({ wanted: 4, ceiling: 4 }), 'server'],
  ['one stream', waits({ socket: 90 }), growth({ single: true, phase: 'fixed', wanted: 1 }), 'server'],
  ['still trying', waits({ socket: 90 }), growth({ wanted: 4, phase: 'rising' }), null],
  ['a fixed number: nothing was tried', waits({ socket: 90 }), growth({ phase: 'fixed' }), null],
  ['just begun', waits({ socket: 3 }), growth(), null],
] as const)('%s', (_, seen, how, expected) => {
  expect(verdict(seen, how)).toBe(expected);
});

test('what has passed is forgotten within seconds', () => {
  let seen = NO_WAITS;
  for (let n = 0; n < 100; n += 1) seen = look(seen, waits({ disk: 4 }));
  expect(verdict(seen, growth())).toBe('disk');
  for (let n = 0; n < 60; n += 1) seen = look(seen, waits({ socket: 4 }));
  expect(verdict(seen, growth())).toBe('server');
});
