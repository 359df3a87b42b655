import dns from 'node:dns';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UndiciTransport } from '../../http/undici-transport.ts';
import { startBlackHole, startCruelServer, type BlackHole } from '../../testing/index.ts';
import { startHarness, type Harness } from '../../testing/harness.ts';
import { stopwatch } from '../../testing/stopwatch.ts';

type Lookup = (error: null, addresses: { address: string; family: number }[]) => void;

let hole: BlackHole;
let harness: Harness;

beforeEach(async () => {
  hole = await startBlackHole();
  harness = await startHarness({
    transport: (options) => new UndiciTransport({ ...options, connectTimeoutMs: 3_000 }),
  });
});
afterEach(async () => {
  await harness.close();
  await hole.close();
});

test('connect-hang: an address that answers nothing is given up after the connect timeout', async () => {
  const { failure } = await harness.settled(harness.add(`${hole.origin}/file.bin`, { maxRetries: 0 }));
  expect(failure?.code).toBe('connect-timeout');
});

test('connect-hang: cancelled at once while connecting', async () => {
  const id = harness.add(`${hole.origin}/file.bin`);
  await harness.when(id, ({ status }) => status === 'probing');
  const taken = stopwatch();
  await harness.engine.cancel(id, { keepPart: false });
  expect(taken()).toBeLessThan(100);
});

test('happy-eyeballs: a dead address of a host costs 250 ms, not the connect timeout', async ({ skip }) => {
  // Of one family here: which of a host's addresses is dead makes no difference, and not every machine has IPv6.
  const server = await startCruelServer({ host: '127.0.0.2', port: hole.port }).catch(() => null);
  if (!server) return skip('this system has one loopback address');
  const addresses = [hole.origin, server.origin].map((origin) => ({ address: new URL(origin).hostname, family: 4 }));
  vi.spyOn(dns, 'lookup').mockImplementation(((_host: string, _options: object, tell: Lookup) => {
    tell(null, addresses);
  }) as typeof dns.lookup);
  server.serve('/file.bin', { size: 1_000, seed: 1 });
  const taken = stopwatch();
  const id = harness.add(`http://two-addresses.test:${String(hole.port)}/file.bin`, { maxRetries: 0 });
  expect((await harness.settled(id)).failure).toBeNull();
  expect(taken()).toBeLessThan(2_500);
  await server.close();
});
