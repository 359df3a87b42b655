import { expect, test } from 'vitest';
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
  const server = await startFtpServer({ size: 10, seed: 1 });
  const url = new URL(`ftp://127.0.0.1:${String(server.port)}/f.bin`);
  let looks = 0;
  const options: TransportOptions = {
    get certificateAuthorities() {
      looks += 1;
      return 'PEM';
    },
  };
  const fetch = (): Promise<string> =>
    new Promise((resolve) => {
      pool.get(options).open(
        { url, headers: {}, headTimeoutMs: 15_000 },
        { onHead: () => undefined, onData: () => undefined, onEnd: () => resolve('end'), onError: ({ code }) => resolve(code) },
      );
    });
  expect(await fetch()).toBe('end');
  const once = looks;
  for (let requests = 0; requests < 3; requests += 1) expect(await fetch()).toBe('end');
  expect(looks).toBe(once);
  await server.close();
  pool.close();
});
