import { describe, expect, it } from 'vitest';
import { KEPT_SECRET, type HostRule } from '../../../shared/host-rules.ts';
import { masked, unmasked } from './masked.ts';
import { createTerms } from './terms.ts';

const rule = (part: Partial<HostRule>): HostRule => ({
  id: 'one',
  pattern: 'example.org',
  connections: null,
  limitBytesPerSecond: null,
  userAgent: '',
  referrer: '',
  proxy: '',
  directory: '',
  headers: {},
  ...part,
});
const SIGN_IN = { user: 'u', password: 'p' };
const signIn = (origin: string) => (origin === 'https://example.org' ? SIGN_IN : null);
const url = 'https://example.org/a';

describe('a request', () => {
  it('gets what its rule says, and keeps what it says itself', () => {
    const { complete } = createTerms({
      rules: [
        rule({ userAgent: 'Other', referrer: 'https://r/', proxy: 'none', headers: { 'X-A': '1', Cookie: 'c' } }),
      ],
      signIn: () => null,
    });
    expect(complete({ url, headers: { 'user-agent': 'Mine', cookie: 'own' } })).toEqual({
      url,
      headers: { 'X-A': '1', Referer: 'https://r/', 'user-agent': 'Mine', cookie: 'own' },
      proxy: 'none',
    });
    expect(complete({ url, proxy: 'http://p:1' })).toMatchObject({ proxy: 'http://p:1' });
    expect(complete({ url: 'https://other.example/' })).toEqual({ url: 'https://other.example/' });
  });
  it('gets the sign-in of its own origin, unless it brings one', () => {
    const { complete } = createTerms({ rules: [], signIn });
    expect(complete({ url })).toEqual({ url, credentials: SIGN_IN });
    for (const other of ['http://example.org/a', 'https://example.org:8443/', 'https://a.example.org/']) {
      expect(complete({ url: other })).toEqual({ url: other });
    }
    const own = { url, headers: { Authorization: 'Bearer x' } };
    expect(complete(own)).toBe(own);
    expect(complete({ url: 'https://a:b@example.org/' })).toEqual({ url: 'https://a:b@example.org/' });
  });
});

it('limits all that one rule holds for together', () => {
  const terms = createTerms({
    rules: [
      rule({ pattern: '*.example.org', limitBytesPerSecond: 1000 }),
      rule({ id: 'two', pattern: 'a.example.org' }),
    ],
    signIn,
  });
  expect(terms.limitKey(new URL('https://b.example.org/'))).toBe('one');
  expect(terms.limitKey(new URL('https://a.example.org/'))).toBeNull();
  expect(terms.limit('one')).toBe(1000);
  expect(terms.limit('gone')).toBeNull();
});

it('shows no secret header, and keeps one that comes back as it was shown', () => {
  const stored = rule({ headers: { Authorization: 'Bearer abc', Accept: '*/*' } });
  const shown = masked(stored);
  expect(shown.headers).toEqual({ Authorization: KEPT_SECRET, Accept: '*/*' });
  expect(unmasked({ ...shown, pattern: 'Bücher.Example:8080' }, [stored])).toEqual({
    ...stored,
    pattern: 'xn--bcher-kva.example:8080',
  });
  expect(unmasked({ ...shown, id: 'two', pattern: 'b.test' }, [stored]).headers).toEqual({ Accept: '*/*' });
  expect(() => unmasked({ ...shown, id: 'two' }, [stored])).toThrow(expect.objectContaining({ code: 'bad-option' }));
});
