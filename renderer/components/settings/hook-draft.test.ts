import { expect, it } from 'vitest';
import { EMPTY_HOOK, hookFrom, hookProblem } from './hook-draft.ts';

it.each([
  [{ on: [] }, 'on'],
  [{ program: ' ' }, 'program'],
  [{ program: 'scan' }, null],
  [{ program: 'scan', arguments: Array(12).fill('-v').join('\n') }, 'arguments'],
  [{ program: 'scan', arguments: 'x'.repeat(600) }, 'arguments'],
  [{ program: 'scan', arguments: 'a\u202eb' }, 'arguments'],
  [{ kind: 'web', url: 'example.org' }, 'url'],
  [{ kind: 'web', url: 'https://example.org/x' }, null],
] as const)('%j: %s', (part, problem) => {
  expect(hookProblem({ ...EMPTY_HOOK, ...part })).toBe(problem);
});

it('gives a line to each argument', () => {
  expect(hookFrom({ ...EMPTY_HOOK, program: ' scan ', arguments: '--quiet\n\na b' }).command).toEqual([
    'scan',
    '--quiet',
    'a b',
  ]);
});
