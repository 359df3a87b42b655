import { describe, expect, test } from 'vitest';
import { proxyOption } from './proxy.ts';

const URL_ = new URL('http://files.example/a');

describe('proxyOption', () => {
  test.each([
    ['', 'none'],
    ['none', 'none'],
    ['system', 'system'],
    [undefined, 'system'],
    ['proxy:3128', 'http://proxy:3128'],
    ['socks5h://me:pass@proxy:1080', 'socks5h://me:pass@proxy:1080'],
  ])('%j is %s', (typed, proxy) => {
    expect(proxyOption(typed, URL_, {})).toBe(proxy);
  });

  test('the scheme that cannot be used is named, the rest is not', () => {
    expect(() => proxyOption('socks4://me:secret@proxy:1080', URL_, {})).toThrow(
      /^--proxy: socks4:\/\/ proxies cannot be used, only http, https, socks5 and socks5h\.$/,
    );
    expect(() => proxyOption('http://user:secret@/', URL_, {})).toThrow(/^--proxy is not a proxy address[^@]*$/);
  });

  test('one of the environment that cannot be used is refused, not passed over', () => {
    expect(() => proxyOption(undefined, URL_, { all_proxy: 'ftp://p:1' })).toThrow(
      'The environment variable all_proxy: ftp:// proxies cannot be used',
    );
    expect(proxyOption(undefined, URL_, { all_proxy: 'ftp://p:1', no_proxy: '.example' })).toBe('system');
  });
});
