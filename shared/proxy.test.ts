import { describe, expect, test } from 'vitest';
import { environmentProxy, isBypassed, readProxy } from './proxy.ts';

describe('readProxy', () => {
  test.each([
    ['http://proxy:3128', 'http://proxy:3128'],
    [' http://proxy:3128/ ', 'http://proxy:3128'],
    ['proxy:3128', 'http://proxy:3128'],
    ['me:p%40ss@proxy:3128', 'http://me:p%40ss@proxy:3128'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
    ['https://proxy', 'https://proxy'],
    ['socks5://me:pass@proxy:1080', 'socks5://me:pass@proxy:1080'],
    ['SOCKS5H://proxy', 'socks5h://proxy'],
    ['socks://proxy:1080', 'socks5h://proxy:1080'],
  ])('%s', (text, url) => {
    expect(readProxy(text)).toEqual({ ok: true, url });
  });

  test.each([
    '',
    'http://',
    'http://proxy/path',
    'two words',
    'http://user:secret@/',
    'proxy:99999',
    'proxy:0',
    'a:b:c',
  ])('%j is none', (text) => {
    expect(readProxy(text)).toMatchObject({ ok: false, problem: 'address' });
  });

  test.each(['ftp', 'socks4'])('%s:// is named as what cannot be used', (scheme) => {
    expect(readProxy(`${scheme}://proxy:1`)).toEqual({ ok: false, problem: 'scheme', scheme });
  });
});

describe('isBypassed', () => {
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
    ['files.example:21', 'ftp://files.example/', true],
    ['files.example:80', 'ftp://files.example/', false],
    ['files.example:990', 'ftps://files.example/', true],
    ['files.example:21', 'ftpes://files.example/', true],
    ['127.0.0.1', 'http://127.0.0.1:5000/', true],
    ['0.0.1', 'http://127.0.0.1:5000/', false],
    ['127.0.0.0/8', 'http://127.9.9.9/', true],
    ['127.0.0.0/0', 'http://10.9.9.9/', true],
    ['10.0.0.0/8', 'http://127.0.0.1/', false],
    ['10.0.0.0/99', 'http://10.0.0.1/', false],
    ['10.0.0.0/8', 'http://[::1]/', false],
    ['::1', 'http://[::1]:5000/', true],
    ['[::1]', 'http://[::1]:5000/', true],
    ['fe80::/10', 'http://[fe80::1]/', true],
    ['2001:db8::/33', 'http://[2001:db8:8000::1]/', false],
    ['<local>', 'http://intranet/', true],
    ['<local>', 'http://files.example/', false],
    ['', 'http://files.example/', false],
  ])('%s and %s', (list, url, bypassed) => {
    expect(isBypassed(destination(url), list)).toBe(bypassed);
  });
});

describe('environmentProxy', () => {
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
    ['ftp_proxy', 'ftp://files.example/a', { ftp_proxy: P }, P],
    ['ftp_proxy is for AUTH TLS too', 'ftpes://files.example/a', { ftp_proxy: P }, P],
    ['all_proxy', HTTP, { all_proxy: P }, P],
    ['ALL_PROXY', HTTPS, { ALL_PROXY: P }, P],
    ['the particular one first', HTTPS, { https_proxy: P, all_proxy: 'http://q:2' }, P],
    ['an empty one is none', HTTPS, { https_proxy: '', all_proxy: P }, P],
    ['no_proxy', HTTPS, { all_proxy: P, no_proxy: 'files.example' }, undefined],
    ['NO_PROXY', HTTPS, { all_proxy: P, NO_PROXY: '.example' }, undefined],
  ])('%s', (_, url, environment, proxy) => {
    expect(environmentProxy(destination(url), environment)?.text).toBe(proxy);
  });
});

function destination(text: string): { protocol: string; hostname: string; port: string } {
  const [, protocol = '', hostname = '', port = ''] = /^(\w+:)\/\/(\[[^\]]*\]|[^:/]*)(?::(\d+))?/.exec(text) ?? [];
  return { protocol, hostname, port };
}
