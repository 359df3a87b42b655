import { expect, test } from 'vitest';
import type { ProbeResult } from '../../engine/index.ts';
import { startCruelServer } from '../../engine/testing/index.ts';
import { probeUrl } from '../../engine/index.ts';
import { createProbes } from './probes.ts';

const RESULT: ProbeResult = {
  url: 'u',
  finalUrl: 'u',
  size: 5,
  ranges: false,
  etag: null,
  lastModified: null,
  fileName: 'n',
  mediaType: null,
  segmentable: 'no-ranges',
};

test('four at a time; what is called off gives its turn to the next', async () => {
  const begun: { url: string; signal: AbortSignal; answer: (result: ProbeResult) => void }[] = [];
  const probes = createProbes(
    ({ url }, signal) =>
      new Promise((answer, reject) => {
        begun.push({ url, signal, answer });
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
  );
  const asked = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((url) => probes.ask({ ticket: url, url }));
  expect(begun.map(({ url }) => url).join('')).toBe('abcd');
  probes.callOff(['b', 'e', 'nobody']);
  expect(await asked[1]).toBeNull();
  expect(await asked[4]).toBeNull();
  expect(begun[1]?.signal.aborted).toBe(true);
  await Promise.resolve();
  await Promise.resolve();
  for (let at = 0; at < begun.length; at += 1) begun[at]?.answer(RESULT);
  expect(await asked[0]).toEqual({
    finalUrl: 'u',
    sizeBytes: 5,
    resumable: false,
    segmentable: 'no-ranges',
    fileName: 'n',
    mediaType: null,
  });
  while (begun.length < 6) await Promise.resolve();
  for (const { answer } of begun) answer(RESULT);
  await Promise.all(asked);
  expect(begun.map(({ url }) => url).join('')).toBe('abcdfg');
});

test('a look takes the head and closes; called off, the connection is gone at once', async () => {
  const server = await startCruelServer();
  try {
    const probes = createProbes(probeUrl);
    const url = server.serve('/a.iso', { size: 50_000_000, seed: 1 });
    expect(await probes.ask({ ticket: '1', url })).toMatchObject({ sizeBytes: 50_000_000, resumable: true });
    await server.waitFor(() => server.openConnections() === 0, 'the connection to be closed');
    const mute = server.serve('/b.iso', { size: 5, seed: 1, scenarios: [{ id: 'headers-then-silence' }] });
    const mutePath = new URL(mute).pathname;
    server.hold(mutePath, { beforeHead: true });
    const look = probes.ask({ ticket: '2', url: mute });
    await server.waitFor(() => server.requestsFor(mutePath).length === 1, 'the request');
    probes.callOff(['2']);
    expect(await look).toBeNull();
    await server.waitFor(() => server.openConnections() === 0, 'the connection to be gone');
  } finally {
    await server.close();
  }
});
