import type { SafeStorage } from 'electron';
import { expect, test } from 'vitest';
import { createSecretBox } from './secret-box.ts';

function keyStore(isAvailable: boolean, backend: string): SafeStorage {
  const part: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  > = {
    isEncryptionAvailable: () => isAvailable,
    getSelectedStorageBackend: () => backend as 'kwallet',
    encryptString: (text) => Buffer.from(text).reverse(),
    decryptString(sealed) {
      if (sealed[0] === 0) throw new Error('wrong key');
      return Buffer.from(sealed).reverse().toString();
    },
  };
  return part as SafeStorage;
}

test('what is sealed can be opened', () => {
  const box = createSecretBox(keyStore(true, 'gnome_libsecret'), 'linux');
  const sealed = box.seal('secret');
  expect(Buffer.from(sealed ?? []).toString()).toBe('terces');
  expect(box.open(new Uint8Array(sealed ?? []))).toBe('secret');
});

test.each([
  ['no key store', keyStore(false, 'kwallet6'), 'linux'],
  ['Chromium’s password that everybody knows', keyStore(true, 'basic_text'), 'linux'],
  ['a locked Keychain', keyStore(false, ''), 'darwin'],
] as const)('with %s nothing is sealed', (_, store, platform) => {
  const box = createSecretBox(store, platform);
  expect(box.seal('secret')).toBeNull();
  expect(box.open(new Uint8Array([1]))).toBeNull();
});

test('what was sealed with another key is not opened', () => {
  expect(createSecretBox(keyStore(true, ''), 'win32').open(new Uint8Array([0, 1]))).toBeNull();
});
