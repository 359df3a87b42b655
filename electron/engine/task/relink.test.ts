import { expect, test } from 'vitest';
import { checkRequest } from './options.ts';
import { relinked } from './relink.ts';

const request = {
  url: 'https://files.example/a?token=old',
  directory: '/downloads',
  credentials: { user: 'me', password: 'secret' },
  headers: { cookie: 'session=1', accept: 'text/x-fine' },
  clientCertificate: { certificate: 'CERTIFICATE', key: 'KEY' },
  insecure: true,
  localInterface: 'tun0',
};

test('a fresh link of the same origin has all that was given', () => {
  const url = 'https://files.example/a?token=new';
  expect(relinked(request, url)).toEqual({ ...request, url });
});

test.each(['https://other.example/a', 'http://files.example/a', 'https://files.example:444/a'])(
  'another origin gets no sign-in, no certificate, and must show a good one: %s',
  (url) => {
    const { transport, headers } = checkRequest(relinked(request, url));
    expect(transport).toMatchObject({ localInterface: 'tun0' });
    expect(transport.clientCertificate).toBeUndefined();
    expect(transport.insecure).toBeUndefined();
    expect(headers).toMatchObject({ accept: 'text/x-fine' });
    expect(JSON.stringify(headers)).not.toMatch(/session|authorization/);
  },
);

test('a sign-in within the link is the one that counts', () => {
  expect(relinked(request, 'https://you:other@files.example/a').credentials).toBeUndefined();
});
