import { describe, expect, test } from 'vitest';
import { environmentProxies, readPacAnswer, waysTo } from './proxies.ts';

const URL_ = new URL('http://files.example/a');
const system = (): readonly string[] => ['http://of-the-system:1'];

describe('waysTo', () => {
  const manual = { proxy: 'http://p:1', bypass: 'other.example,<local>' };

  test('the request’s own, then what holds for all; those passed by go directly', () => {
    expect(waysTo(URL_, undefined, manual, system)).toEqual(['http://p:1']);
    expect(waysTo(URL_, 'socks5://q:2', manual, system)).toEqual(['socks5://q:2']);
    expect(waysTo(URL_, 'none', manual, system)).toEqual(['direct']);
    expect(waysTo(URL_, 'system', manual, system)).toEqual(['http://of-the-system:1']);
    expect(waysTo(new URL('http://other.example/'), undefined, manual, system)).toEqual(['direct']);
    expect(waysTo(new URL('http://intranet/'), undefined, manual, system)).toEqual(['direct']);
    expect(waysTo(URL_, undefined, { proxy: 'system', bypass: '' }, system)).toEqual(['http://of-the-system:1']);
  });

  test('a list of exceptions does not undo what was said of one download', () => {
    expect(waysTo(new URL('http://other.example/'), 'http://q:2', manual, system)).toEqual(['http://q:2']);
  });
});

test('the environment’s, for each URL by itself', () => {
  const proxies = environmentProxies({ all_proxy: 'socks://p:1', no_proxy: 'inside.example' });
  expect(proxies(URL_)).toEqual(['socks5h://p:1']);
  expect(proxies(new URL('http://inside.example/'))).toEqual(['direct']);
  expect(() => environmentProxies({ all_proxy: 'ftp://me:secret@p:1' })(URL_)).toThrow(
    expect.objectContaining({ code: 'bad-option', detail: expect.not.stringContaining('secret') as string }),
  );
});

describe('answers of PAC files', () => {
  test.each([
    ['DIRECT', ['direct']],
    ['', ['direct']],
    ['PROXY a:8080', ['http://a:8080']],
    [
      'PROXY a:8080; HTTPS b:443; SOCKS5 c:1080; DIRECT',
      ['http://a:8080', 'https://b:443', 'socks5h://c:1080', 'direct'],
    ],
    ['SOCKS4 a:1; PROXY [::1]:2', ['http://[::1]:2']],
  ])('%s', (answer, ways) => {
    expect(readPacAnswer(answer)).toEqual(ways);
  });

  test('only kinds that cannot be used: no direct connection in their place', () => {
    expect(() => readPacAnswer('SOCKS4 a:1')).toThrow(expect.objectContaining({ code: 'proxy-failed' }));
  });
});
