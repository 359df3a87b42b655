import { expect, test } from 'vitest';
import { readAppLink } from './app-link.ts';

test.each([
  ['sluice:https://a.example/x.iso?k=1', ['https://a.example/x.iso?k=1']],
  ['SLUICE:HTTP://a.example/', ['HTTP://a.example/']],
  ['sluice://add?url=https%3A%2F%2Fa.example%2Fx&url=http://b.example/', ['https://a.example/x', 'http://b.example/']],
  ['sluice://add/?url=https://a.example/', ['https://a.example/']],
  ['sluice://add?url=file:///etc/passwd&url=javascript:alert(1)', []],
  ['sluice://add?url=https://a.example/%0Ahttps://b.example/', []],
  ['sluice://remove?url=https://a.example/', []],
  ['sluice://add?dir=/etc', []],
  ['sluice:ftp://a.example/', ['ftp://a.example/']],
  ['sluice:ftpes://a.example/', ['ftpes://a.example/']],
  ['sluice:sftp://a.example/', []],
  ['sluice:add?url=https://a.example/', []],
  ['sluice:', []],
  ['https://a.example/', []],
  [`sluice:https://a.example/${'x'.repeat(70_000)}`, []],
])('%s', (link, links) => {
  expect(readAppLink(link)).toEqual(links);
});
