import { expect, it } from 'vitest';
import { settingsSchema, type Settings } from '../../../shared/settings.ts';
import type { UpdateState } from '../../../shared/ipc/update.ts';
import { UpdateError, type Updater } from './updater.ts';
import { createUpdates, FIRST_LOOK_MS, LOOK_AGAIN_MS, type UpdatesOptions } from './updates.ts';

/** The machine around it: a feed that answers what `newest` says, and a clock that is moved by hand. */
function machine(options: Partial<UpdatesOptions> = {}, stored: Partial<Settings> = {}) {
  let settings = settingsSchema.parse(stored);
  const listeners = new Set<(value: Settings) => void>();
  const timers: { ms: number; work: () => void }[] = [];
  const seen: UpdateState['phase'][] = [];
  const calls: string[] = [];
  const world = { newest: null as string | null, failure: null as UpdateError | null, active: false, installs: true };
  const updater: Updater = {
    check() {
      calls.push('check');
      return world.failure ? Promise.reject(world.failure) : Promise.resolve(world.newest);
    },
    download(onProgress) {
      calls.push('download');
      onProgress(40, 100);
      return world.failure ? Promise.reject(world.failure) : Promise.resolve();
    },
    install(relaunch) {
      calls.push(relaunch ? 'install, start' : 'install');
      return world.installs;
    },
  };
  const updates = createUpdates({
    source: { host: 'updates.example', installs: true },
    open: () => Promise.resolve(updater),
    settings: {
      get: () => settings,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    clock: {
      now: () => 0,
      after(ms, work) {
        const timer = { ms, work };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
      },
    },
    isActive: () => world.active,
    quit: () => calls.push('quit'),
    tell: (state) => seen.push(state.phase),
    onProblem: () => undefined,
    ...options,
  });
  return {
    ...{ updates, world, timers, seen, calls },
    change(patch: Partial<Settings>) {
      settings = { ...settings, ...patch };
      for (const listener of listeners) listener(settings);
    },
    async ring() {
      timers.shift()?.work();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it('asks nobody unless it is wanted', () => {
  const { timers, calls, updates } = machine();
  expect(timers).toEqual([]);
  expect(calls).toEqual([]);
  expect(updates.state()).toMatchObject({ host: 'updates.example', phase: 'idle' });
});

it('asks once a day while it is wanted, and at once when that is switched on', async () => {
  const kept = machine({}, { lookForUpdates: true });
  expect(kept.timers.map(({ ms }) => ms)).toEqual([FIRST_LOOK_MS]);
  await kept.ring();
  expect(kept.calls).toEqual(['check']);
  expect(kept.timers.map(({ ms }) => ms)).toEqual([LOOK_AGAIN_MS]);

  const { change, timers } = machine();
  change({ lookForUpdates: true });
  expect(timers.map(({ ms }) => ms)).toEqual([0]);
  change({ theme: 'dark' });
  expect(timers).toHaveLength(1);
  change({ lookForUpdates: false });
  expect(timers).toEqual([]);
});

it('asks nobody without an address, whatever is wanted', async () => {
  const { updates, calls, timers } = machine({ source: null }, { lookForUpdates: true });
  await updates.check();
  expect(calls).toEqual([]);
  expect(timers).toEqual([]);
  expect(updates.state()).toMatchObject({ host: null, phase: 'idle' });
});

it('tells whether there is a newer version, and keeps telling it', async () => {
  const { updates, world, ring, seen } = machine({}, { lookForUpdates: true });
  await updates.check();
  expect(updates.state().phase).toBe('current');
  world.newest = '2.0.0';
  await ring();
  expect(updates.state()).toMatchObject({ phase: 'available', version: '2.0.0' });
  await ring();
  expect(seen).toEqual(['checking', 'current', 'checking', 'available']);
});

it('says why it failed when a person asked, and is silent about a look of its own', async () => {
  const { updates, world, ring } = machine({}, { lookForUpdates: true });
  world.failure = new UpdateError('unreachable', new Error('no route'));
  await updates.check();
  expect(updates.state()).toMatchObject({ phase: 'failed', problem: 'unreachable' });
  await ring();
  expect(updates.state()).toMatchObject({ phase: 'idle', problem: null });
});

it('fetches only what it can put in place, and only when told to', async () => {
  const told = machine({ source: { host: 'updates.example', installs: false } });
  told.world.newest = '2.0.0';
  await told.updates.check();
  await told.updates.download();
  expect(told.calls).toEqual(['check']);

  const { updates, world, calls } = machine();
  await updates.download();
  world.newest = '2.0.0';
  await updates.check();
  expect(calls).toEqual(['check']);
  await updates.download();
  expect(updates.state()).toMatchObject({ phase: 'ready', version: '2.0.0', receivedBytes: 40, sizeBytes: 100 });
});

it('puts nothing in place that is not what was announced', async () => {
  const { updates, world, calls } = machine();
  world.newest = '2.0.0';
  await updates.check();
  world.failure = new UpdateError('damaged', new Error('sha512 checksum mismatch'));
  await updates.download();
  expect(updates.state()).toMatchObject({ phase: 'failed', problem: 'damaged' });
  expect(updates.restart(true)).toBe(false);
  expect(updates.finish()).toBe('done');
  expect(calls).toEqual(['check', 'download']);
});

it('puts in place at the end of the program, and starts the new one only when that was asked for', async () => {
  const quietly = machine();
  quietly.world.newest = '2.0.0';
  await quietly.updates.check();
  await quietly.updates.download();
  expect(quietly.updates.finish()).toBe('done');
  expect(quietly.calls.at(-1)).toBe('install');

  const { updates, world, calls } = machine();
  world.newest = '2.0.0';
  await updates.check();
  await updates.download();
  world.active = true;
  expect(updates.restart(false)).toBe(false);
  expect(calls).not.toContain('quit');
  expect(updates.restart(true)).toBe(true);
  expect(calls.at(-1)).toBe('quit');
  expect(updates.finish()).toBe('done');
  expect(calls.at(-1)).toBe('install, start');

  world.installs = false;
  expect(updates.finish()).toBe('failed-restart');
});
