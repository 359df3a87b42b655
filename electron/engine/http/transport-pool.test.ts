import { expect, test } from 'vitest';
import { startCruelServer } from '../testing/cruel-server.ts';
import type { TransportOptions } from './network-options.ts';
import { transportPool } from './transport-pool.ts';

test('memory is given back when the interface that it came through is gone', () => {
  const pool = transportPool();
  const transport = pool.get({ localInterface: 'gone0' });
  expect(() => {
    transport.recycle(Buffer.alloc(1));
  }).not.toThrow();
  pool.close();
});

test('a bundle of certificates is looked at once, not for every buffer', () => {
  const pool = transportPool();
  let looks = 0;
  const options: TransportOptions = {
    get certificateAuthorities() {
      looks += 1;
      return 'PEM';
    },
  };
  const first = pool.get(options);
  for (let buffers = 0; buffers < 10; buffers += 1) pool.get(options).recycle(Buffer.alloc(1));
  expect(looks).toBe(1);
  expect(pool.get({ certificateAuthorities: 'PEM' })).toBe(first);
  pool.close();
});

test('nor for every request; what the engine is told of the network holds from the next on', async () => {
  const pool = transportPool();
  const server = await startCruelServer();
  const url = new URL(server.serve('/f.bin', { size: 10, seed: 1 }));
  let looks = 0;
  const toJSON = (): boolean => {
    looks += 1;
    return false;
  };
  const options = { insecure: { toJSON } } as unknown as TransportOptions;
  const fetched = (): Promise<void> =>
    new Promise((onEnd, onError) => {
      const handlers = { onHead: () => undefined, onData: () => undefined, onEnd, onError };
      pool.get(options).open({ url, headers: {}, headTimeoutMs: 15_000 }, handlers);
    });
  await fetched();
  const once = looks;
  for (let requests = 0; requests < 3; requests += 1) await fetched();
  expect(looks).toBe(once);
  pool.configure({ network: { dnsOverHttps: 'https://192.0.2.1/dns-query' } });
  await fetched();
  expect(looks).toBe(once + 1);
  pool.close();
  await server.close();
});
