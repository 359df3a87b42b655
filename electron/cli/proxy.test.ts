import { describe, expect, test } from 'vitest';
import { parseProxy, proxyFromEnvironment } from './proxy.ts';

describe('parseProxy', () => {
  test.each([
    ['http://proxy:3128', 'http://proxy:3128'],
    ['http://proxy:3128/', 'http://proxy:3128'],
    ['proxy:3128', 'http://proxy:3128'],
    ['me:pass@proxy:3128', 'http://me:pass@proxy:3128'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
    ['https://proxy', 'https://proxy'],
  ])('%s', (text, url) => {
    expect(parseProxy(text, '--proxy')).toBe(url);
  });

  test.each(['http://', 'http://proxy/path', 'two words', 'http://user:secret@/'])('%j is none', (text) => {
    expect(() => parseProxy(text, '--proxy')).toThrow('--proxy is not a proxy address');
  });

  test('other schemes are named, the rest is not', () => {
    expect(() => parseProxy('socks5://me:secret@proxy:1080', '--proxy')).toThrow(
      /^--proxy: socks5:\/\/ proxies cannot be used, only http:\/\/ and https:\/\/\.$/,
    );
  });
});

describe('proxyFromEnvironment', () => {
  const HTTP = 'http://files.example/a';
  const HTTPS = 'https://files.example/a';
  const P = 'http://p:1';

  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['none', HTTP, {}, undefined],
    ['http_proxy', HTTP, { http_proxy: P }, P],
    ['http_proxy is not for https', HTTPS, { http_proxy: P }, undefined],
    ['HTTP_PROXY is not read', HTTP, { HTTP_PROXY: P }, undefined],
    ['https_proxy', HTTPS, { https_proxy: P }, P],
    ['HTTPS_PROXY', HTTPS, { HTTPS_PROXY: P }, P],
    ['all_proxy', HTTP, { all_proxy: P }, P],
    ['ALL_PROXY', HTTPS, { ALL_PROXY: P }, P],
    ['the particular one first', HTTPS, { https_proxy: P, all_proxy: 'http://q:2' }, P],
    ['an empty one is none', HTTPS, { https_proxy: '', all_proxy: P }, P],
    ['no scheme', HTTP, { http_proxy: 'p:1' }, P],
  ])('%s', (_, url, environment, proxy) => {
    expect(proxyFromEnvironment(new URL(url), environment)).toBe(proxy);
  });

  test.each<[string, string, boolean]>([
    ['*', 'http://files.example/', true],
    ['files.example', 'http://files.example/', true],
    ['FILES.example', 'http://files.example/', true],
    ['example', 'http://files.example/', true],
    ['.example', 'http://files.example/', true],
    ['*.example', 'http://files.example/', true],
    ['iles.example', 'http://files.example/', false],
    ['other.example, files.example', 'http://files.example/', true],
    ['files.example:8080', 'http://files.example:8080/', true],
    ['files.example:8080', 'http://files.example/', false],
    ['files.example:443', 'https://files.example/', true],
    ['127.0.0.1', 'http://127.0.0.1:5000/', true],
    ['0.0.1', 'http://127.0.0.1:5000/', false],
    ['127.0.0.0/8', 'http://127.9.9.9/', true],
    ['10.0.0.0/8', 'http://127.0.0.1/', false],
    ['10.0.0.0/99', 'http://10.0.0.1/', false],
    ['::1', 'http://[::1]:5000/', true],
    ['[::1]', 'http://[::1]:5000/', true],
    ['fe80::/10', 'http://[fe80::1]/', true],
    ['', 'http://files.example/', false],
  ])('no_proxy=%s and %s', (noProxy, url, exempt) => {
    const environment = { all_proxy: P, no_proxy: noProxy };
    expect(proxyFromEnvironment(new URL(url), environment)).toBe(exempt ? undefined : P);
  });

  test('one that cannot be used is refused, not passed over', () => {
    expect(() => proxyFromEnvironment(new URL(HTTP), { all_proxy: 'socks5://p:1' })).toThrow(
      'The environment variable all_proxy: socks5:// proxies cannot be used',
    );
  });
});
