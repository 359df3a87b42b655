import { afterEach, describe, expect, it } from 'vitest';
import { firstWrongByte } from '../index.ts';
import { ask, openSocket, valuesOf } from '../raw-client.ts';
import { closeServers, RANGE, SEED, serving, SIZE } from './serving.ts';

afterEach(closeServers);

describe('connections that break', () => {
  it('conn-reset-mid: RST after so many bytes, only where aimed', async () => {
    const { server, url } = await serving({ id: 'conn-reset-mid', after: 40_000, times: 1 });
    const first = await ask(url);
    expect([first.ending, first.body.length]).toEqual(['reset', 40_000]);
    expect(server.requests[0]?.state).toBe('cut');
    expect((await ask(url)).body).toHaveLength(SIZE);
  });

  it('conn-reset-mid: at an offset of the file, in the segment that covers it', async () => {
    const { url } = await serving({ id: 'conn-reset-mid', atOffset: 1500 });
    expect((await ask(url, { headers: { Range: 'bytes=2000-2999' } })).body).toHaveLength(1000);
    const hit = await ask(url, { headers: RANGE });
    expect([hit.ending, hit.body.length]).toEqual(['reset', 500]);
  });

  it('fin-short-body: FIN before Content-Length', async () => {
    const { url } = await serving({ id: 'fin-short-body', after: 123 });
    const answer = await ask(url);
    expect([answer.ending, answer.body.length]).toEqual(['fin', 123]);
    expect(valuesOf(answer, 'content-length')).toEqual([String(SIZE)]);
  });

  it('stalled-no-fin: silence in mid-body until the client goes', async () => {
    const { server, url } = await serving({ id: 'stalled-no-fin', after: 10 });
    expect((await ask(url, { until: 10 })).ending).toBe('open');
    const request = await server.waitFor(() => server.requests.find((r) => r.state === 'aborted'));
    expect(request?.bytesSent).toBe(10);
  });

  it('slow-loris: drips from the point on', async () => {
    const { url } = await serving({ id: 'slow-loris', after: 1000, bytesPerSecond: 50 });
    const begin = performance.now();
    await ask(url, { until: 1005 });
    expect(performance.now() - begin).toBeGreaterThan(70);
  });

  it('accept-then-silence and headers-then-silence', async () => {
    const { server, url } = await serving({ id: 'accept-then-silence', on: 1 }, { id: 'headers-then-silence', on: 2 });
    const socket = openSocket(url);
    socket.write('GET /f HTTP/1.1\r\n\r\n');
    const silent = await server.waitFor(() => server.requests[0]);
    expect(silent?.status).toBeNull();
    expect(socket.bytesRead).toBe(0);
    socket.destroy();
    const headers = await ask(url, { until: 0 });
    expect([headers.status, headers.body.length]).toEqual([200, 0]);
  });
});

describe('bodies with the wrong length', () => {
  it('long-body: beyond Content-Length', async () => {
    const { url } = await serving({ id: 'long-body', extra: 50 });
    const answer = await ask(url, { headers: RANGE, until: 1050 });
    expect(valuesOf(answer, 'content-length')).toEqual(['1000']);
    expect(firstWrongByte(SEED, 1000, answer.body)).toBeNull();
  });

  it('long-body: beyond the range, in Content-Length and in Content-Range', async () => {
    const { url } = await serving(
      { id: 'long-body', extra: 50, form: 'length', on: 1 },
      { id: 'long-body', extra: 50, form: 'range', on: 2 },
    );
    for (const contentRange of ['bytes 1000-1999/100000', 'bytes 1000-2049/100000']) {
      const answer = await ask(url, { headers: RANGE });
      expect(valuesOf(answer, 'content-range')).toEqual([contentRange]);
      expect(answer.body).toHaveLength(1050);
      expect(firstWrongByte(SEED, 1000, answer.body)).toBeNull();
    }
  });

  it('no-content-length: ends at FIN, or early', async () => {
    const { url } = await serving({ id: 'no-content-length', on: 1 }, { id: 'no-content-length', after: 99, on: 2 });
    const whole = await ask(url);
    expect([whole.ending, whole.body.length, valuesOf(whole, 'content-length')]).toEqual(['fin', SIZE, []]);
    expect((await ask(url)).body).toHaveLength(99);
  });

  it('chunked: whole, closed early, and with a bad chunk size', async () => {
    const { url } = await serving(
      { id: 'chunked', chunkBytes: 30_000, on: 1 },
      { id: 'chunked', fault: 'close', after: 10, on: 2 },
      { id: 'chunked', fault: 'bad-size', after: 10, on: 3 },
    );
    const whole = await ask(url, { until: SIZE + 37 });
    expect(valuesOf(whole, 'transfer-encoding')).toEqual(['chunked']);
    expect(whole.body.toString('latin1', 0, 6)).toBe('7530\r\n');
    expect(whole.body.toString('latin1').endsWith('0\r\n\r\n')).toBe(true);
    const closed = await ask(url);
    expect([closed.ending, closed.body.length]).toEqual(['fin', 15]);
    expect((await ask(url)).body.toString('latin1')).toMatch(/not-a-size\r\n$/);
  });

  it('zero-byte and 4gib', async () => {
    const { url } = await serving(
      { id: 'zero-byte', times: 1 },
      { id: 'zero-byte', form: '416', on: 2 },
      { id: '4gib', from: 3 },
    );
    const Range = 'bytes=0-';
    const empty = await ask(url, { headers: { Range } });
    expect([empty.status, valuesOf(empty, 'content-length')]).toEqual([200, ['0']]);
    expect((await ask(url, { headers: { Range } })).status).toBe(416);
    const large = await ask(url, { headers: { Range: `bytes=${2 ** 32 - 5}-${2 ** 32 + 4}` } });
    expect(firstWrongByte(SEED, 2 ** 32 - 5, large.body)).toBeNull();
    expect(valuesOf(large, 'content-range')).toEqual(['bytes 4294967291-4294967300/4296015879']);
  });

  it('4gib: a size no double can hold', async () => {
    const { url } = await serving({ id: '4gib', announce: '9007199254740993' });
    const answer = await ask(url, { headers: { Range: 'bytes=0-' }, until: 10 });
    expect(valuesOf(answer, 'content-range')).toEqual(['bytes 0-9007199254740992/9007199254740993']);
    expect(valuesOf(answer, 'content-length')).toEqual(['9007199254740993']);
  });
});
