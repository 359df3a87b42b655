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
