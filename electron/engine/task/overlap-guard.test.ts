import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PartFile } from '../write/part-file.ts';
import { OverlapGuard } from './overlap-guard.ts';

test('a comparison under way when the file begins again says nothing of what comes then', async () => {
  const guard = new OverlapGuard(crc32);
  guard.expect(0, Buffer.from('proof'), 'source');
  let read: (bytes: Buffer) => void = () => undefined;
  const file = { read: () => new Promise<Buffer>((resolve) => (read = resolve)) } as unknown as PartFile;
  const check = guard.check(file, () => [{ start: 0, end: 5 }]);
  await new Promise(setImmediate);
  guard.restore([]);
  read(Buffer.alloc(0));
  await check;
  expect(guard.mixed).toEqual([]);
  expect(await guard.check(file, () => [])).toBe(true);
});
