import { afterEach, describe, expect, it } from 'vitest';
import { firstWrongByte } from '../index.ts';
import { ask, valuesOf } from '../raw-client.ts';
import { closeServers, RANGE, SEED, serving, SIZE } from './serving.ts';

afterEach(closeServers);

describe('ranges misunderstood', () => {
  it('range-ignored-200', async () => {
    const answer = await ask((await serving({ id: 'range-ignored-200' })).url, { headers: RANGE });
    expect([answer.status, answer.body.length, valuesOf(answer, 'accept-ranges')]).toEqual([200, SIZE, ['bytes']]);
  });

  it('206-unasked', async () => {
    const answer = await ask((await serving({ id: '206-unasked' })).url);
    expect([answer.status, valuesOf(answer, 'content-range')]).toEqual([206, ['bytes 0-99999/100000']]);
  });

  it('206-wrong-start: in the header, or in the bytes alone', async () => {
    const { url } = await serving(
      { id: '206-wrong-start', shift: 3, on: 1 },
      { id: '206-wrong-start', shift: 3, form: 'body', on: 2 },
    );
    const header = await ask(url, { headers: RANGE });
    expect(valuesOf(header, 'content-range')).toEqual(['bytes 1003-1999/100000']);
    expect(firstWrongByte(SEED, 1003, header.body)).toBeNull();
    const body = await ask(url, { headers: RANGE });
    expect(valuesOf(body, 'content-range')).toEqual(['bytes 1000-1999/100000']);
    expect(firstWrongByte(SEED, 1003, body.body)).toBeNull();
  });

  it('206-no-content-range, missing or malformed', async () => {
    const { url } = await serving(
      { id: '206-no-content-range', on: 1 },
      { id: '206-no-content-range', value: 'bytes nonsense', on: 2 },
    );
    const missing = await ask(url, { headers: RANGE });
    expect([missing.status, valuesOf(missing, 'content-range')]).toEqual([206, []]);
    expect(valuesOf(await ask(url, { headers: RANGE }), 'content-range')).toEqual(['bytes nonsense']);
  });

  it('206-wrong-total, 206-short-range, 206-multipart', async () => {
    const { url } = await serving(
      { id: '206-wrong-total', by: 5, on: 1 },
      { id: '206-short-range', bytes: 100, on: 2 },
      { id: '206-multipart', on: 3 },
    );
    expect(valuesOf(await ask(url, { headers: RANGE }), 'content-range')).toEqual(['bytes 1000-1999/100005']);
    const short = await ask(url, { headers: RANGE });
    expect(valuesOf(short, 'content-range')).toEqual(['bytes 1000-1099/100000']);
    expect(short.body).toHaveLength(100);
    const multipart = await ask(url, { headers: RANGE });
    expect(valuesOf(multipart, 'content-type')[0]).toMatch(/^multipart\/byteranges; boundary=/);
    expect(multipart.body.toString('latin1')).toContain('Content-Range: bytes 1000-1999/100000');
  });

  it('416-complete and 416-other', async () => {
    const { url } = await serving(
      { id: '416-complete', on: 1 },
      { id: '416-other', on: 2 },
      { id: '416-other', total: null, on: 3 },
    );
    const ranges = [];
    for (let i = 0; i < 3; i += 1) {
      const answer = await ask(url, { headers: RANGE });
      expect(answer.status).toBe(416);
      ranges.push(valuesOf(answer, 'content-range')[0]);
    }
    expect(ranges).toEqual(['bytes */100000', 'bytes */99999', undefined]);
  });

  it('ignores-range-on-extra-connections and server-allows-N-connections', async () => {
    const { server, url } = await serving(
      { id: 'ignores-range-on-extra-connections', allowed: 1 },
      { id: 'server-allows-N-connections', limit: 2, retryAfter: 5, times: 1 },
      { id: 'server-allows-N-connections', limit: 2, form: 'reset', from: 4 },
    );
    const hold = server.hold('/f', { on: [1, 2] });
    const first = ask(url, { headers: RANGE });
    await hold.reached;
    const second = ask(url, { headers: RANGE });
    await server.waitFor(() => hold.waiting.length === 2);
    const third = await ask(url, { headers: RANGE });
    expect([third.status, valuesOf(third, 'retry-after')]).toEqual([503, ['5']]);
    expect((await ask(url, { headers: RANGE })).ending).toBe('reset');
    hold.release();
    expect([(await first).status, (await second).status]).toEqual([206, 200]);
    expect((await ask(url, { headers: RANGE })).status).toBe(206);
  });
});

describe('validators', () => {
  it('etag-changed: another file from the aimed request on', async () => {
    const { url } = await serving({ id: 'etag-changed', on: 2 });
    const etag = valuesOf(await ask(url), 'etag')[0] ?? '';
    const headers = { ...RANGE, 'If-Range': etag };
    for (let i = 0; i < 2; i += 1) {
      const answer = await ask(url, { headers });
      expect(answer.status).toBe(200);
      expect(valuesOf(answer, 'etag')).not.toEqual([etag]);
      expect(firstWrongByte(SEED + 1, 0, answer.body)).toBeNull();
    }
  });

  it('etag-changed: by a server that does not care for If-Range', async () => {
    const { url } = await serving({ id: 'etag-changed', ignoreIfRange: true });
    const answer = await ask(url, { headers: { ...RANGE, 'If-Range': '"old"' } });
    expect(answer.status).toBe(206);
    expect(firstWrongByte(SEED + 1, 1000, answer.body)).toBeNull();
  });

  it('etag-weak and lm-not-strong', async () => {
    const { url } = await serving(
      { id: 'etag-weak', on: 1 },
      { id: 'etag-weak', none: true, on: 2 },
      { id: 'lm-not-strong', on: 3 },
    );
    const weak = await ask(url);
    expect([valuesOf(weak, 'etag')[0]?.slice(0, 3), valuesOf(weak, 'last-modified')]).toEqual(['W/"', []]);
    const none = await ask(url);
    expect([valuesOf(none, 'etag'), valuesOf(none, 'last-modified')]).toEqual([[], []]);
    const recent = await ask(url);
    const [date = '', modified = ''] = [valuesOf(recent, 'date')[0], valuesOf(recent, 'last-modified')[0]];
    expect(valuesOf(recent, 'etag')).toEqual([]);
    expect(Date.parse(date) - Date.parse(modified)).toBeLessThan(60_000);
  });
});
