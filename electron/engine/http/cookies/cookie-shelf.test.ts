import { describe, expect, test } from 'vitest';
import type { StoredCookie } from './stored-cookie.ts';
import { CookieShelf } from './cookie-shelf.ts';

const cookieFor = async (shelf: CookieShelf, url: string, own: string | null = null): Promise<string | null> =>
  shelf.header(new URL(url), own);
const after = (from: string, ...fields: string[]): CookieShelf => {
  const shelf = new CookieShelf([]);
  shelf.set(new URL(from), fields);
  return shelf;
};

describe('given cookies', () => {
  const given = (cookie: Partial<StoredCookie>): CookieShelf =>
    new CookieShelf([
      {
        domain: 'files.example',
        includeSubdomains: false,
        path: '/',
        secure: false,
        expires: 0,
        name: 'k',
        value: 'v',
        ...cookie,
      },
    ]);
  test.each<[string, Partial<StoredCookie>, string, boolean]>([
    ['the same host', {}, 'http://files.example/a', true],
    ['another host', { includeSubdomains: true }, 'http://other.example/a', false],
    ['a subdomain, allowed', { includeSubdomains: true }, 'http://cdn.files.example/a', true],
    ['a subdomain, not allowed', {}, 'http://cdn.files.example/a', false],
    ['a name that only ends alike', { includeSubdomains: true }, 'http://badfiles.example/a', false],
    ['the parent of the domain', { domain: 'cdn.files.example' }, 'http://files.example/a', false],
    ['a public suffix', { domain: 'co.uk', includeSubdomains: true }, 'http://files.co.uk/a', false],
    ['the very address', { domain: '127.0.0.1' }, 'http://127.0.0.1:8080/a', true],
    ['an address of version 6', { domain: '::1' }, 'http://[::1]/a', true],
    ['a path below', { path: '/a' }, 'http://files.example/a/b', true],
    ['a path below a slash', { path: '/a/' }, 'http://files.example/a/b', true],
    ['a path that only begins alike', { path: '/a' }, 'http://files.example/ab', false],
    ['a secure cookie over https', { secure: true }, 'https://files.example/a', true],
    ['a secure cookie over http', { secure: true }, 'http://files.example/a', false],
    ['one that has expired', { expires: 1_600_000_000 }, 'http://files.example/a', false],
    ['one that has not', { expires: 32_503_680_000 }, 'http://files.example/a', true],
  ])('%s', async (_, cookie, url, sent) => {
    expect(await cookieFor(given(cookie), url)).toBe(sent ? 'k=v' : null);
  });

  test('several: the longer path first, values as they are', async () => {
    const base = { domain: 'a.example', includeSubdomains: false, secure: false, expires: 0 };
    const shelf = new CookieShelf([
      { ...base, path: '/', name: 'one', value: 'a=b"c' },
      { ...base, path: '/x', name: 'two', value: '' },
    ]);
    expect(await cookieFor(shelf, 'http://a.example/x/y')).toBe('two=; one=a=b"c');
  });
});

describe('cookies that servers set', () => {
  const HERE = 'https://www.files.example/dir/get?x=1';
  test.each([
    ['k=v', HERE, true],
    ['k=v', 'https://www.files.example/dir/other', true],
    ['k=v', 'https://www.files.example/elsewhere', false],
    ['k=v; Path=/', 'https://www.files.example/elsewhere', true],
    ['k=v; Path=/', 'https://files.example/', false],
    ['k=v; Path=/; Domain=files.example', 'https://cdn.files.example/', true],
    ['k=v; Path=/; Domain=.Files.Example', 'https://files.example:8443/', true],
    ['k=v; Path=/; Domain=example', 'https://other.example/', false],
    ['k=v; Path=/; Domain=cdn.files.example', 'https://cdn.files.example/', false],
    ['k=v; Path=/; Domain=other.example', 'https://other.example/', false],
    ['k=v; Path=/; Secure', 'http://www.files.example/', false],
    ['k=v; Path=/; Secure; HttpOnly; SameSite=Strict', HERE, true],
    ['k=v; Max-Age=0', HERE, false],
    ['k=v; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', HERE, true],
    ['k=v; Expires=Thu, 01 Jan 1970 00:00:00 GMT', HERE, false],
    ['__Host-k=v; Path=/; Secure; Domain=files.example', HERE, false],
  ])('%s is for %s: %s', async (field, url, sent) => {
    expect((await cookieFor(after(HERE, field), url)) !== null).toBe(sent);
  });

  test('a secure cookie is not set over http', async () => {
    expect(await cookieFor(after('http://files.example/', 'k=v; Secure'), 'https://files.example/')).toBeNull();
  });

  test('no domain of a whole registry', async () => {
    expect(await cookieFor(after('http://a.co.uk/', 'k=v; Domain=co.uk'), 'http://b.co.uk/')).toBeNull();
  });

  test('a later one takes the place of an earlier, and of the user’s', async () => {
    const shelf = after(HERE, 'sid=1', 'other=2');
    shelf.set(new URL(HERE), ['sid=3; Path=/dir']);
    expect(await cookieFor(shelf, HERE, 'a=b; sid=0')).toBe('a=b; sid=3; other=2');
  });

  test('nonsense is passed over', async () => {
    expect(await cookieFor(after(HERE, '', ';', '=', '\u0000', 'k=v; Domain=..'), HERE, 'own=1')).toBe('own=1');
  });

  test('nothing is looked for where nothing was set', () => {
    expect(new CookieShelf([]).header(new URL(HERE), 'own=1')).toBe('own=1');
    expect(new CookieShelf([]).header(new URL(HERE), null)).toBeNull();
  });
});
