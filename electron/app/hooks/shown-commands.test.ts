import { expect, test } from 'vitest';
import { shownCommands } from './shown-commands.ts';

test('a program on a line, its arguments below it', () => {
  expect(shownCommands([['/usr/bin/scan', '--quiet', 'a b'], ['tell']])).toBe(
    '/usr/bin/scan\n    --quiet\n    a b\ntell',
  );
});

test('neither a long argument nor many of them push another program out of sight', () => {
  expect(shownCommands([['a', 'x'.repeat(4096)], ['b']])).toBe(`a\n    ${'x'.repeat(494)}…\nb`);
  const many = Array.from({ length: 50 }, (_, index) => String(index));
  expect(shownCommands([many, ['b']])).toBe('0\n    1\n    2\n    3\n    4\n    5\n    6\n    7\n    …\nb');
});
