import { describe, expect, test } from 'vitest';
import { fromPortable, toPortable } from './portable.ts';
import { makeRecord } from './testing/fixtures.ts';

const record = makeRecord({
  id: 'a',
  request: {
    url: 'https://ann:secret-1@example.org/a.iso?x=1',
    directory: '/downloads',
    headers: { 'User-Agent': 'Agent/1', Cookie: 'secret-2', 'X-Token': 'secret-3' },
    credentials: { user: 'ann', password: 'secret-4' },
    proxy: 'http://u:secret-5@proxy:8080',
    connections: 4,
  },
});

describe('a download as it is passed on', () => {
  test('holds nothing secret, says so, and is the same again without', () => {
    const { download, hadSecrets } = toPortable(record);
    expect(JSON.stringify(download)).not.toContain('secret');
    expect(hadSecrets).toBe(true);
    expect(fromPortable(JSON.parse(JSON.stringify(download)))).toEqual({
      ...record,
      request: {
        url: 'https://example.org/a.iso?x=1',
        directory: '/downloads',
        headers: { 'User-Agent': 'Agent/1' },
        proxy: 'http://proxy:8080/',
        connections: 4,
      },
    });
    expect(toPortable(makeRecord({ id: 'b' })).hadSecrets).toBe(false);
  });

  test.each([
    ['no object', 7],
    ['nothing of it', {}],
    ['a name that leads elsewhere', { ...toPortable(record).download, file_name: '../../etc/passwd' }],
    ['a name of another system that does', { ...toPortable(record).download, file_name: '..\\x' }],
    ['no name', { ...toPortable(record).download, file_name: '' }],
    ['a folder of another system', { ...toPortable(record).download, directory: 'downloads' }],
    ['another scheme', { ...toPortable(record).download, url: 'file:///etc/passwd' }],
    ['a status there is none of', { ...toPortable(record).download, status: 'dancing' }],
  ])('with %s is none', (_, value) => {
    expect(fromPortable(value)).toBeNull();
  });

  test.each(['ftp', 'ftpes'])('%s is as good as http', (scheme) => {
    const given = { ...toPortable(makeRecord()).download, url: `${scheme}://example.org/file.iso` };
    expect(fromPortable(given)?.request.url).toBe(given.url);
  });

  test('what is sealed in it is not taken', () => {
    const given = { ...toPortable(makeRecord({ id: 'b' })).download, secrets: [1, 2, 3], discarding: 1 };
    expect(fromPortable(given)).toEqual(makeRecord({ id: 'b' }));
  });
});
