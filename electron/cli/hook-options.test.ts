import { expect, test } from 'vitest';
import { hooksFrom } from './hook-options.ts';
import { UsageError } from './usage-error.ts';

test('a program, a program with arguments, an address', () => {
  expect(
    hooksFrom({
      onStart: ['notify-send'],
      onFinish: ['["scan","--quiet","a b"]', 'https://hooks.example/x?key=1'],
      onFail: ['/opt/My Tools/tell'],
    }),
  ).toEqual([
    { on: ['start'], command: ['notify-send'] },
    { on: ['finish'], command: ['scan', '--quiet', 'a b'] },
    { on: ['finish'], webhook: 'https://hooks.example/x?key=1' },
    { on: ['fail'], command: ['/opt/My Tools/tell'] },
  ]);
});

test.each(['', '[', '[]', '[1]', 'https://ann:pw@hooks.example', 'http://', '{"a":1}'.replace('{', '[{')])(
  'what cannot be meant: %j',
  (text) => {
    expect(() => hooksFrom({ onFinish: [text] })).toThrow(UsageError);
    expect(() => hooksFrom({ onFinish: [text] })).toThrow('--on-finish is a program');
  },
);
