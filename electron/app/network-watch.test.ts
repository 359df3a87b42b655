import { expect, test } from 'vitest';
import { FakeClock } from '../ipc/testing/fake-clock.ts';
import { watchNetwork } from './network-watch.ts';
import { FakeEngine } from './testing/fake-engine.ts';

function setUp() {
  const engine = new FakeEngine();
  const clock = new FakeClock();
  const world = { active: true, online: true, addresses: '10.0.0.2' };
  const watch = watchNetwork({
    engine,
    clock,
    isActive: () => world.active,
    isOnline: () => world.online,
    addresses: () => world.addresses,
  });
  const told = (): string[] => engine.calls.splice(0).filter((call) => call !== 'online true');
  return { clock, world, watch, told };
}

test('another address: new connections, once', () => {
  const { clock, world, watch, told } = setUp();
  watch.look();
  clock.advance(10_000);
  expect(told()).toEqual([]);
  world.addresses = '192.168.1.9';
  clock.advance(10_000);
  expect(told()).toEqual(['reconnect']);
});

test('offline and back', () => {
  const { clock, world, watch, told } = setUp();
  watch.look();
  Object.assign(world, { online: false, addresses: '' });
  clock.advance(3_000);
  expect(told()).toEqual(['online false']);
  Object.assign(world, { online: true, addresses: '10.0.0.2' });
  clock.advance(3_000);
  expect(told()).toEqual(['reconnect']);
});

test('woken up: reconnects, whatever the addresses are', () => {
  const { watch, told } = setUp();
  watch.woke();
  expect(told()).toEqual(['reconnect']);
});

test('the end of the network and its return are told, also when nothing runs any more', () => {
  const { clock, world, watch } = setUp();
  const seen: boolean[] = [];
  watch.subscribe(() => seen.push(watch.isOnline()));
  watch.look();
  expect([watch.isOnline(), seen]).toEqual([true, []]);
  world.online = false;
  clock.advance(3_000);
  world.active = false;
  clock.advance(30_000);
  expect([watch.isOnline(), seen]).toEqual([false, [false]]);
  world.online = true;
  clock.advance(3_000);
  expect(seen).toEqual([false, true]);
  expect(clock.pending).toBe(0);
});

test('woken up before the network is there, with nothing to do: its return is told', () => {
  const { clock, world, watch } = setUp();
  const seen: boolean[] = [];
  watch.subscribe(() => seen.push(watch.isOnline()));
  Object.assign(world, { active: false, online: false });
  watch.woke();
  expect(seen).toEqual([false]);
  world.online = true;
  clock.advance(3_000);
  expect(seen).toEqual([false, true]);
  expect(clock.pending).toBe(0);
});

test('nothing is looked at while nothing runs', () => {
  const { clock, world, watch, told } = setUp();
  world.active = false;
  watch.look();
  world.addresses = 'another';
  clock.advance(60_000);
  expect(told()).toEqual([]);
});
