import { expect, test } from 'vitest';
import { propertiesOf } from './properties.ts';

test('secrets of a request stay in the main process', () => {
  const told = propertiesOf({
    request: {
      url: 'https://example.org/file',
      directory: '/downloads',
      headers: {
        Referer: 'https://me:s3cret@example.org/page',
        'User-Agent': 'Mine/1',
        Cookie: 'sid=s3cret',
        'X-Api-Key': 's3cret',
        'Private-Token': 's3cret',
        'X-Amz-Security': 's3cret',
        'X-Pass': 's3cret',
      },
      credentials: { user: 'me', password: 's3cret' },
      mirrors: ['https://me:s3cret@mirror.example/file'],
    },
    reply: { finalUrl: 'https://cdn.example/file', etag: '"1"', lastModified: null },
  });
  expect(told).toEqual({
    finalUrl: 'https://cdn.example/file',
    etag: '"1"',
    lastModified: null,
    referrer: 'https://example.org/page',
    headers: [
      { name: 'User-Agent', value: 'Mine/1' },
      { name: 'Cookie', value: null },
      { name: 'X-Api-Key', value: null },
      { name: 'Private-Token', value: null },
      { name: 'X-Amz-Security', value: null },
      { name: 'X-Pass', value: null },
      { name: 'Authorization', value: null },
    ],
    mirrors: ['https://mirror.example/file'],
  });
  expect(JSON.stringify(told)).not.toContain('s3cret');
});

test('what was not given and is not known is said to be so', () => {
  expect(propertiesOf({ request: { url: 'https://example.org/file', directory: '/downloads' } })).toEqual({
    finalUrl: null,
    etag: null,
    lastModified: null,
    referrer: null,
    headers: [],
    mirrors: [],
  });
});
