import { expect, test } from 'vitest';
import { startHarness, type Harness } from '../testing/harness.ts';
import { startCruelServer, type CruelServer } from '../testing/index.ts';
import type { HostTerms } from '../types.ts';

async function within(work: (harness: Harness, server: CruelServer) => Promise<void>): Promise<void> {
  const [harness, server] = await Promise.all([startHarness(), startCruelServer()]);
  try {
    await work(harness, server);
  } finally {
    await harness.close();
    await server.close();
  }
}
const NO_LIMIT = { limitKey: () => null, limit: () => null };
const headerTerms = (value: string): HostTerms => ({
  ...NO_LIMIT,
  complete: (request) => ({ ...request, headers: { ...request.headers, 'X-Term': value } }),
});

test('terms hold for runs that begin, are not stored, and hold for a look too', () =>
  within(async ({ engine, add, settled }, server) => {
    const url = server.serve('/a', { size: 1000, seed: 1 });
    engine.configure({ hostTerms: headerTerms('one') });
    const id = add(url);
    await settled(id);
    expect(server.requestsFor('/a').at(-1)?.headers['x-term']).toBe('one');
    expect(engine.record(id)?.request.headers).toBeUndefined();
    engine.configure({ hostTerms: headerTerms('two') });
    await engine.probe({ url });
    expect(server.requestsFor('/a').at(-1)?.headers['x-term']).toBe('two');
  }));

test('a limit is shared by all downloads with its key, and lifting it holds at once', () =>
  within(async ({ engine, add, when, settled }, server) => {
    let rate: number | null = 200_000;
    const terms: HostTerms = { complete: (request) => request, limitKey: () => 'k', limit: () => rate };
    engine.configure({ hostTerms: terms });
    const ids = ['/a', '/b'].map((path) => add(server.serve(path, { size: 4e6, seed: 1 }), { connections: 1 }));
    const begun = Date.now();
    await Promise.all(ids.map((id) => when(id, ({ receivedBytes }) => receivedBytes > 200_000)));
    const received = ids.reduce((sum, id) => sum + (engine.get(id)?.receivedBytes ?? 0), 0);
    // Twice what one limit grants would take two limits.
    expect(received).toBeLessThan(((Date.now() - begun) / 1000 + 0.15) * 200_000 + 2 * 65_536);
    rate = null;
    engine.configure({ hostTerms: terms });
    for (const id of ids) expect((await settled(id)).status).toBe('finished');
  }));

test('a sign-in given when the server asks goes on with what is there', () =>
  within(async ({ engine, add, settled, events }, server) => {
    const authorised = 'Basic dTpw';
    const url = server.serve('/a', {
      size: 3e6,
      seed: 1,
      scenarios: [{ id: '403-midway', status: 401, on: ({ headers }) => headers['authorization'] !== authorised }],
    });
    const id = add(url);
    expect((await settled(id)).failure?.code).toBe('unauthorized');
    const before = events.length;
    await engine.signIn(id, { user: 'u', password: 'p' }, 'server');
    const settledAgain = await settled(id, 'finished');
    expect(settledAgain.url).toBe(url);
    expect(events.length).toBeGreaterThan(before);
    expect(engine.timeline(id).map(({ code }) => code)).toContain('signed-in');
    await expect(engine.signIn(id, { user: 'u', password: 'p' }, 'server')).rejects.toMatchObject({
      code: 'bad-option',
    });
  }));

test('terms that make no request are a failure of the download', () =>
  within(async ({ engine, add, settled }, server) => {
    const url = server.serve('/a', { size: 1000, seed: 1 });
    const complete: HostTerms['complete'] = (request) => ({ ...request, headers: { 'no name': 'x' } });
    engine.configure({ hostTerms: { ...NO_LIMIT, complete } });
    const id = add(url);
    expect((await settled(id)).failure?.code).toBe('bad-option');
    engine.configure({ hostTerms: headerTerms('one') });
    engine.resume(id);
    expect((await settled(id, 'finished')).receivedBytes).toBe(1000);
  }));
