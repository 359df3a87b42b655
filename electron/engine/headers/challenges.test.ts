import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChallenges } from './challenges.ts';

const read = (field: string): [string, Record<string, string>][] =>
  parseChallenges(field).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('challenges', () => {
  test.each<[string, ReturnType<typeof read>]>([
    ['', []],
    ['Basic', [['basic', {}]]],
    ['Basic realm="a, b=\\"c\\""', [['basic', { realm: 'a, b="c"' }]]],
    ['Negotiate, NTLM', [['negotiate', {}], ['ntlm', {}]]], // prettier-ignore
    ['Negotiate YIIx==, Basic realm=x', [['negotiate', {}], ['basic', { realm: 'x' }]]], // prettier-ignore
    // The example of RFC 9110 section 11.6.1.
    [
      'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
      [
        ['basic', { realm: 'simple' }],
        ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
      ],
    ],
    [
      'Digest realm="a" , nonce = "b",qop="auth,auth-int",, stale=FALSE , Basic realm="c"',
      [
        ['digest', { realm: 'a', nonce: 'b', qop: 'auth,auth-int', stale: 'FALSE' }],
        ['basic', { realm: 'c' }],
      ],
    ],
    ['Digest nonce=a, nonce=b', [['digest', { nonce: 'a' }]]],
    ['Digest realm="open, Basic', [['digest', {}]]],
  ])('%s', (field, expected) => {
    expect(read(field)).toEqual(expected);
  });

  test('what is written so is read so', () => {
    const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const challenge = fc.tuple(token, fc.dictionary(token, fc.string({ unit: 'binary-ascii' }), { minKeys: 1 }));
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
        const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
        const field = challenges
          .map(([scheme, parameters]) => {
            const list = Object.entries(parameters).map(([name, value]) => `${name}=${quoted(value)}`);
            return `${scheme} ${list.join(', ')}`;
          })
          .join(', ');
        expect(read(field)).toEqual(challenges.map(([scheme, parameters]) => [scheme, { ...parameters }]));
      }),
    );
  });

  test('anything at all is read without an error, and soon', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'Digest ="\\,a\t;') }), (text) => {
        parseChallenges(text);
      }),
    );
    const before = performance.now();
    parseChallenges(`Digest ${'a="\\'.repeat(4000)}`);
    parseChallenges(','.repeat(16_000));
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
