import { expect, test } from 'vitest';
import { createMachine } from './machine.ts';
import { isMetered } from './metered.ts';

const recorder = () => {
  const calls: string[] = [];
  return {
    calls,
    run: (program: string, args: readonly string[]) => {
      calls.push([program, ...args].join(' '));
      return Promise.resolve('');
    },
  };
};

test.each([
  ['linux', 'systemctl suspend', 'systemctl poweroff'],
  ['darwin', 'pmset sleepnow', 'osascript -e tell application "System Events" to shut down'],
] as const)('%s: sleep and shut down by the system’s own commands', async (platform, sleep, shutDown) => {
  const { calls, run } = recorder();
  const machine = createMachine(platform, run);
  await machine.sleep();
  await machine.shutDown();
  expect(calls).toEqual([sleep, shutDown]);
});

test('Windows: without forcing programs to end', async () => {
  const { calls, run } = recorder();
  const machine = createMachine('win32', run);
  await machine.sleep();
  await machine.shutDown();
  expect(calls[0]).toContain('SetSuspendState');
  expect(calls[1]).toBe('shutdown.exe /s /t 0');
});

test('a platform without a command says so', async () => {
  const { run } = recorder();
  await expect(createMachine('aix', run).sleep()).rejects.toThrow('aix');
});

test.each([
  ['u 1\n', true],
  ['u 3\n', true],
  ['u 2\n', false],
  ['u 4\n', false],
  ['u 0\n', false],
  ['', false],
])('NetworkManager says %j: metered %s', async (reply, metered) => {
  expect(await isMetered(() => Promise.resolve(reply))).toBe(metered);
});

test('without NetworkManager a network is not metered', async () => {
  expect(await isMetered(() => Promise.reject(new Error('no such service')))).toBe(false);
});
