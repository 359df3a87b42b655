import { expect, test } from 'vitest';
import { cookieHeader, usableLinks } from './links.ts';

test('links that Sluice can fetch, each once, in their order', () => {
  const links = [
    'https://a.example/x#part',
    'ftp://a.example/y.iso',
    'mailto:ann@a.example',
    'https://a.example/x',
    'ftps://a.example/z.iso',
    'javascript:void 0',
    'file:///etc/passwd',
    'ftpes:///no-host',
    'nonsense',
  ];
  expect(usableLinks(links)).toEqual(['https://a.example/x', 'ftp://a.example/y.iso', 'ftps://a.example/z.iso']);
});

test('cookies of longer paths come first', () => {
  expect(
    cookieHeader([
      { name: 'a', value: '1', path: '/' },
      { name: 'b', value: '2', path: '/deep/' },
      { name: '', value: '3', path: '/de/' },
    ]),
  ).toBe('b=2; 3; a=1');
});
