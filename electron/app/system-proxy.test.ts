import { expect, test } from 'vitest';
import { systemProxy } from './system-proxy.ts';

test('what the environment names comes first; else the system is asked for each URL', async () => {
  const asked: string[] = [];
  const session = {
    resolveProxy(url: string) {
      asked.push(url);
      return Promise.resolve('SOCKS5 p:1080; DIRECT');
    },
  };
  const ask = systemProxy(session, { https_proxy: 'http://me:pw@q:2' });
  expect(await ask(new URL('https://a.example/'))).toEqual(['http://me:pw@q:2']);
  expect(await ask(new URL('http://a.example/'))).toEqual(['socks5h://p:1080', 'direct']);
  expect(await ask(new URL('ftpes://a.example/f'))).toEqual(['socks5h://p:1080', 'direct']);
  expect(asked).toEqual(['http://a.example/', 'ftp://a.example/f']);
});
