import { expect, test } from 'vitest';
import { eachTest } from '../../testing/each-test.ts';
import { startCruelServer, type CruelServer } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

async function expectFinished(id: string, seed: number): Promise<void> {
  const { status, failure, fileName } = await harness.settled(id);
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await harness.wrongByte(fileName, seed)).toBeNull();
}

test('redirect-loop: stops after 20 with a clear failure', async () => {
  const url = server.serve('/loop', { size: 1, scenarios: [{ id: 'redirect-loop', length: 2 }] });
  const { failure } = await harness.settled(harness.add(url));
  expect(failure?.code).toBe('redirect-loop');
  expect(server.requests.length).toBe(21);
});

test('redirect-cross-host-auth: no secret reaches the other origin', async () => {
  const other = await startCruelServer();
  const to = other.serve('/real.bin', { size: MIB, seed: 3 });
  const url = server.serve('/start', { size: 1, scenarios: [{ id: 'redirect-cross-host-auth', to }] });
  const headers = {
    Cookie: 'session=marker',
    'X-Api-Key': 'marker',
    'Proxy-Authorization': 'marker',
    Accept: 'text/x-fine',
  };
  const id = harness.add(url, { headers, credentials: { user: 'me', password: 'marker' } });
  await expectFinished(id, 3);
  expect(server.requests[0]?.headers['authorization']).toBe(`Basic ${btoa('me:marker')}`);
  expect(server.requests[0]?.headers['cookie']).toBe('session=marker');
  for (const request of other.requests) {
    expect(JSON.stringify(request.rawHeaders)).not.toMatch(/marker|authorization|cookie/i);
    expect(request.headers['accept']).toBe('text/x-fine');
  }
  await other.close();
});

test('credentials in the link are used for its origin and kept out of the snapshot', async () => {
  const url = server.serve('/file.bin', { size: MIB, seed: 1 }).replace('http://', 'http://me:p%40ss@');
  const id = harness.add(url);
  await expectFinished(id, 1);
  expect(server.requests[0]?.headers['authorization']).toBe(`Basic ${btoa('me:p@ss')}`);
  expect(JSON.stringify(harness.engine.get(id))).not.toContain('p%40ss');
});

test('redirect-downgrade: https to http is refused unless it is allowed', async () => {
  const secure = await startCruelServer({ tls: true });
  const to = server.serve('/plain.bin', { size: MIB, seed: 4 });
  const url = secure.serve('/start', { size: 1, scenarios: [{ id: 'redirect-downgrade', to }] });
  const trust = { certificateAuthorities: secure.certificate ?? undefined };
  const refused = await harness.settled(harness.add(url, trust));
  expect(refused.failure?.code).toBe('redirect-refused');
  expect(server.requests).toHaveLength(0);
  await expectFinished(harness.add(url, { ...trust, allowDowngrade: true }), 4);
  await secure.close();
});

test('redirects to other schemes, and two-locations, are refused', async () => {
  for (const to of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'data:,x', 'javascript:x']) {
    const url = server.serve('/start', { size: 1, scenarios: [{ id: 'redirect-cross-host-auth', to }] });
    const { failure } = await harness.settled(harness.add(url));
    expect([to, failure?.code]).toEqual([to, 'redirect-invalid']);
  }
  const url = server.serve('/two', { size: 1, scenarios: [{ id: 'two-locations', locations: ['/a', '/b'] }] });
  expect((await harness.settled(harness.add(url))).failure?.code).toBe('redirect-invalid');
});

test('redirect-new-target: segments go to the address that was found, each proved against the others', async () => {
  const one = await startCruelServer();
  const two = await startCruelServer();
  const spec = { size: 4 * MIB, seed: 7, etag: '"same"', bytesPerSecond: 4 * MIB };
  const to = [one.serve('/a.bin', spec), two.serve('/b.bin', spec)];
  const url = server.serve('/start', { size: 1, scenarios: [{ id: 'redirect-new-target', to }] });
  await expectFinished(harness.add(url, { connections: 4 }), 7);
  expect(server.requests).toHaveLength(1);
  await one.close();
  await two.close();
});

test('redirect-new-target: the address has expired in mid-download: the link is asked again, and it goes on', async () => {
  const [one, two] = [await startCruelServer(), await startCruelServer()];
  const spec = { size: 4 * MIB, seed: 7, etag: '"same"' };
  const scenarios = [
    { id: '403-midway', afterBytes: MIB },
    { id: 'fin-short-body', atOffset: 2 * MIB },
  ] as const;
  const to = [one.serve('/a.bin', { ...spec, scenarios }), two.serve('/b.bin', spec)];
  const url = server.serve('/start', { size: 1, scenarios: [{ id: 'redirect-new-target', to }] });
  await expectFinished(harness.add(url, { connections: 1, fileName: 'f.bin' }), 7);
  expect(server.requests).toHaveLength(2);
  expect(two.requests.map(({ range }) => range?.start)).toEqual([2 * MIB]);
  await one.close();
  await two.close();
});

test('tls-error: an untrusted certificate is refused, and nothing is asked', async () => {
  for (const tls of [true, 'expired', 'wrong-host'] as const) {
    const secure = await startCruelServer({ tls });
    const url = secure.serve('/file.bin', { size: MIB, seed: 1 });
    const trust = tls === true ? {} : { certificateAuthorities: secure.certificate ?? undefined };
    const { failure } = await harness.settled(harness.add(url, trust));
    expect([tls, failure?.code]).toEqual([tls, 'tls-invalid']);
    expect(secure.requests).toHaveLength(0);
    await secure.close();
  }
});
