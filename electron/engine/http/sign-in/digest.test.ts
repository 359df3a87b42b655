import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../headers/challenges.ts';
import { digestAuthorization, strongest, type DigestAnswer } from './digest.ts';

function answered(field: string, answer: Partial<DigestAnswer> = {}): string {
  const challenge = strongest(parseChallenges(field));
  if (!challenge) throw new Error('No challenge that can be answered');
  return digestAuthorization(challenge, {
    user: 'Mufasa',
    password: 'Circle of Life',
    method: 'GET',
    uri: '/dir/index.html',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    count: 1,
    ...answer,
  });
}
const response = (value: string): string | undefined => /response="([0-9a-f]*)"/.exec(value)?.[1];

describe('Digest by the examples of its RFCs', () => {
  // RFC 7616 section 3.9.1.
  const common = `realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
  const sha256 = `Digest ${common}, algorithm=SHA-256`;
  const md5 = `Digest ${common}, algorithm=MD5`;

  test('MD5 and SHA-256', () => {
    expect(response(answered(md5))).toBe('8ca523f5e9506fed4657c9700eebdbec');
    expect(response(answered(sha256))).toBe('753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1');
  });

  test('every field is written as the RFC writes it', () => {
    expect(answered(sha256)).toBe(
      'Digest username="Mufasa", realm="http-auth@example.org", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", ' +
        'uri="/dir/index.html", algorithm=SHA-256, ' +
        'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", qop=auth, nc=00000001, ' +
        'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    );
  });

  test('of several the strongest is answered, in whatever order they come', () => {
    for (const both of [`${md5}, ${sha256}`, `${sha256}, Basic realm="x", ${md5}`]) {
      expect(answered(both)).toContain('algorithm=SHA-256');
    }
  });

  test('without qop: RFC 2617 section 3.5 without what RFC 2069 did not have', () => {
    const value = answered(
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
      { password: 'CircleOfLife' },
    );
    expect(response(value)).toBe('1949323746fe6a43ef61f9606e7febea');
    expect(value).not.toMatch(/qop|nc=|cnonce|algorithm/);
  });

  test('with qop and without an algorithm (RFC 2617 section 3.5)', () => {
    const value = answered(
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
      { password: 'Circle Of Life', cnonce: '0a4f113b' },
    );
    expect(response(value)).toBe('6629fae49393a05397450978507c4ef1');
  });

  test('a hashed user name (RFC 7616 section 3.9.2, erratum 4897)', () => {
    const value = answered(
      'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", charset=UTF-8, userhash=true',
      { user: 'Jäsøn Doe', password: 'Secret, or not?' },
    );
    expect(value).toContain('username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"');
    expect(value).toContain('userhash=true');
  });
});

describe('Digest', () => {
  test('names beyond ASCII', () => {
    expect(answered('Digest realm="r", nonce="n", charset=UTF-8', { user: "J'ä" })).toContain(
      "username*=UTF-8''J%27%C3%A4",
    );
    expect(answered('Digest realm="r", nonce="n"', { user: 'ä"' })).toContain('username="Ã¤\\""');
  });

  test.each([
    ['Basic realm="x"'],
    ['Digest realm="x"'],
    ['Digest realm="x", nonce="n", algorithm=SHA-1'],
    ['Digest realm="x", nonce="n", qop="auth-int"'],
  ])('cannot be answered: %s', (field) => {
    expect(strongest(parseChallenges(field))).toBeNull();
  });
});
