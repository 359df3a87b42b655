import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { firstWrongByte } from '../index.ts';
import { ask, valuesOf } from '../raw-client.ts';
import { closeServers, RANGE, SEED, serving, SIZE } from './serving.ts';

afterEach(closeServers);

describe('other answers', () => {
  it('statuses, once or for good', async () => {
    const { url } = await serving(
      { id: '503-retry-after', retryAfter: 'Fri, 01 Jan 2100 00:00:00 GMT', status: 429 },
      { id: '5xx-once', status: 502, from: 2 },
      { id: '404-then-mirror', on: 3 },
      { id: 'captive-portal', on: 4 },
      { id: '403-midway', status: 410, afterBytes: SIZE },
    );
    const busy = await ask(url);
    expect([busy.status, valuesOf(busy, 'retry-after')]).toEqual([429, ['Fri, 01 Jan 2100 00:00:00 GMT']]);
    expect((await ask(url)).status).toBe(502);
    expect((await ask(url)).status).toBe(404);
    const portal = await ask(url);
    expect([portal.status, valuesOf(portal, 'content-type')]).toEqual([200, ['text/html; charset=utf-8']]);
    expect((await ask(url)).status).toBe(200);
    expect((await ask(url)).status).toBe(410);
  });

  it('redirects', async () => {
    const { url } = await serving(
      { id: 'redirect-loop', on: [1, 2] },
      { id: 'redirect-new-target', to: ['http://a.example/', 'http://b.example/'], status: 307, on: [3, 4] },
      { id: 'redirect-downgrade', to: 'file:///etc/passwd', on: 5 },
      { id: 'two-locations', locations: ['/a', '/b'], on: 6 },
      { id: 'two-locations', locations: [''], on: 7 },
      { id: 'redirect-loop', endless: true, on: 8 },
    );
    const locations = [];
    for (const query of ['', '?hop=1', '', '', '', '', '', '?hop=41']) {
      locations.push(valuesOf(await ask(url + query), 'location'));
    }
    expect(locations).toEqual([
      ['/f?hop=1'],
      ['/f?hop=0'],
      ['http://a.example/'],
      ['http://b.example/'],
      ['file:///etc/passwd'],
      ['/a', '/b'],
      [''],
      ['/f?hop=42'],
    ]);
  });

  it('gzip-range: coded though nobody asked', async () => {
    const { url } = await serving({ id: 'gzip-range' });
    const whole = await ask(url);
    expect(valuesOf(whole, 'content-encoding')).toEqual(['gzip']);
    expect(firstWrongByte(SEED, 0, gunzipSync(whole.body))).toBeNull();
    const part = await ask(url, { headers: RANGE });
    expect(part.status).toBe(206);
    expect(valuesOf(part, 'content-range')).toEqual([`bytes 1000-1999/${whole.body.length}`]);
    expect(part.body.equals(whole.body.subarray(1000, 2000))).toBe(true);
  });

  it('bad-gzip: corrupt, truncated, and a bomb', async () => {
    const { url } = await serving(
      { id: 'bad-gzip', on: 1 },
      { id: 'bad-gzip', form: 'truncated', on: 2 },
      { id: 'bad-gzip', form: 'bomb', expandsTo: 2 ** 26, on: 3 },
    );
    for (let i = 0; i < 2; i += 1) {
      const { body } = await ask(url);
      expect(() => gunzipSync(body)).toThrow();
    }
    const bomb = await ask(url);
    expect(bomb.body.length).toBeLessThan(2 ** 18);
    expect(gunzipSync(bomb.body)).toHaveLength(2 ** 26);
  });

  it('header-flood', async () => {
    const forms = ['long', 'many', 'nul', 'no-colon', 'folded'] as const;
    const { url } = await serving(...forms.map((form, i) => ({ id: 'header-flood', form, on: i + 1 }) as const));
    const lengths = [];
    for (const form of forms) {
      const { headers } = await ask(url);
      lengths.push([form, headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0)]);
    }
    expect(lengths).toEqual([
      ['long', expect.closeTo(2 ** 20, -4)],
      ['many', expect.closeTo(2 ** 20, -6)],
      ['nul', expect.any(Number)],
      ['no-colon', expect.any(Number)],
      ['folded', expect.any(Number)],
    ]);
  });

  it('names', async () => {
    const ids = ['name-traversal', 'name-reserved', 'name-bidi', 'name-long', 'name-encodings', 'danger-type'] as const;
    const { url } = await serving(...ids.map((id, i) => ({ id, on: i + 1 }) as const), {
      id: 'danger-type',
      contentDisposition: 'inline',
      from: ids.length + 1,
    });
    for (const id of ids)
      expect([id, valuesOf(await ask(url), 'content-disposition')[0]]).toEqual([id, expect.any(String)]);
    expect(valuesOf(await ask(url), 'content-disposition')).toEqual(['inline']);
  });

  it('aims at offsets and by any rule', async () => {
    const { url } = await serving(
      { id: '5xx-once', offsets: { start: 1000, end: 2000 } },
      { id: '404-then-mirror', on: (request) => request.headers['x-bad'] === '1' },
    );
    expect((await ask(url)).status).toBe(200);
    expect((await ask(url, { headers: RANGE })).status).toBe(500);
    expect((await ask(url, { headers: RANGE })).status).toBe(206);
    expect((await ask(url, { headers: { 'X-Bad': '1' } })).status).toBe(404);
  });
});
