import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CHECKSUM_HEX_LENGTH } from '../../../shared/download.ts';
import { announcedDigest } from './digest.ts';

const digest = (algorithm: string, form: 'hex' | 'base64'): string => createHash(algorithm).update('file').digest(form);
const b64 = (algorithm: string): string => digest(algorithm, 'base64');
const SHA256 = { algorithm: 'sha-256', hex: digest('sha256', 'hex') };
const SHA512 = { algorithm: 'sha-512', hex: digest('sha512', 'hex') };
const SHA1 = { algorithm: 'sha-1', hex: digest('sha1', 'hex') };
const MD5 = { algorithm: 'md5', hex: digest('md5', 'hex') };

describe('announcedDigest', () => {
  test('Repr-Digest: the strongest that can be computed', () => {
    const field = `md5=:${b64('md5')}:, unixsum=:AAA=:, sha-256=:${b64('sha256')}:;x=1, sha=:${b64('sha1')}:`;
    expect(announcedDigest({ 'repr-digest': field }, false)).toEqual(SHA256);
    expect(announcedDigest({ 'repr-digest': [field, `sha-512=:${b64('sha512')}:`] }, false)).toEqual(SHA512);
  });

  test('Digest: names in any case, with blanks around', () => {
    expect(announcedDigest({ digest: `UNIXsum=30637 , SHA=${b64('sha1')}` }, false)).toEqual(SHA1);
    expect(announcedDigest({ digest: `MD5=${b64('md5')},sha-256=${b64('sha256')}` }, false)).toEqual(SHA256);
  });

  test('digests of the body count only when the body is the file', () => {
    const content = { 'content-digest': `sha-512=:${b64('sha512')}:`, 'content-md5': b64('md5') };
    expect(announcedDigest(content, false)).toBeNull();
    expect(announcedDigest(content, true)).toEqual(SHA512);
    expect(announcedDigest({ 'content-md5': b64('md5') }, true)).toEqual(MD5);
    expect(announcedDigest({ ...content, 'repr-digest': `md5=:${b64('md5')}:` }, false)).toEqual(MD5);
  });

  test.each([
    ['nothing', {}],
    ['a token for a byte sequence', { 'repr-digest': 'sha-256=abc' }],
    ['hexadecimal', { digest: `sha-256=${digest('sha256', 'hex')}` }],
    ['the wrong length', { 'repr-digest': `sha-256=:${b64('sha1')}:` }],
    ['a malformed dictionary', { 'repr-digest': `sha-256=:${b64('sha256')}: ,, ` }],
    ['an inner list', { 'repr-digest': `sha-256=(:${b64('sha256')}:)` }],
    ['other characters', { 'content-md5': 'é'.repeat(22) }],
  ])('%s: none', (_, fields) => {
    expect(announcedDigest(fields, true)).toBeNull();
  });

  test('a malformed field does not cost the others', () => {
    expect(announcedDigest({ 'repr-digest': '=', digest: `md5=${b64('md5')}` }, false)).toEqual(MD5);
  });

  test('any text: a digest of the right length, or none', () => {
    const words = fc.constantFrom(
      'sha-256',
      'md5',
      '=',
      ':',
      ',',
      ';',
      ' ',
      '"',
      b64('sha256'),
      b64('md5'),
      '(',
      '*',
      'é',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((parts) => parts.join('')),
    );
    const names = ['repr-digest', 'digest', 'content-digest', 'content-md5'];
    fc.assert(
      fc.property(text, fc.constantFrom(...names), fc.boolean(), (value, name, whole) => {
        const found = announcedDigest({ [name]: value }, whole);
        if (found) expect(found.hex).toMatch(new RegExp(`^[0-9a-f]{${CHECKSUM_HEX_LENGTH[found.algorithm]}}$`));
      }),
    );
  });
});
