import { expect, test } from 'vitest';
import type { DownloadRequest } from '../engine/index.ts';
import { joinSecrets, splitSecrets } from './secrets.ts';

const plainRequest: DownloadRequest = { url: 'https://example.org/a', directory: '/d', connections: 4 };

test('a request without secrets stays as it is', () => {
  expect(splitSecrets(plainRequest)).toEqual({ plain: plainRequest, secrets: null });
  expect(joinSecrets(plainRequest, null)).toBe(plainRequest);
});

test.each<[string, Partial<DownloadRequest>]>([
  ['user name and password in the URL', { url: 'http://a:pass@h/x' }],
  ['only a user name', { url: 'http://pass@h/x' }],
  ['credentials', { credentials: { user: 'u', password: 'pass' } }],
  ['an unknown header', { headers: { 'X-Token': 'pass', Accept: '*/*' } }],
  ['a referer with a query', { headers: { Referer: 'https://h/?session=pass' } }],
  ['a proxy with a password', { proxy: 'http://u:pass@proxy:1' }],
])('%s is split off and comes back', (_, part) => {
  const request = { ...plainRequest, ...part };
  const { plain, secrets } = splitSecrets(request);
  expect(JSON.stringify(plain)).not.toContain('pass');
  expect(joinSecrets(plain, secrets)).toEqual(request);
});

test('harmless headers stay readable', () => {
  const headers = { 'user-agent': 'x', Referer: 'https://example.org/page', 'ACCEPT-LANGUAGE': 'en' };
  expect(splitSecrets({ ...plainRequest, headers })).toEqual({ plain: { ...plainRequest, headers }, secrets: null });
});
