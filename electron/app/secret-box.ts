import type { SafeStorage } from 'electron';
import type { SecretBox } from '../library/index.ts';

/**
 * The system's key store: Keychain, DPAPI, libsecret or KWallet. On a Linux without one Chromium would "encrypt" with
 * a password that everybody knows, which is no better than plain text, so nothing is sealed there.
 */
export function createSecretBox(
  safeStorage: SafeStorage,
  platform: NodeJS.Platform,
): SecretBox & { readonly isAvailable: () => boolean } {
  const isAvailable = (): boolean =>
    safeStorage.isEncryptionAvailable() &&
    (platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
  return {
    isAvailable,
    seal: (text) => (isAvailable() ? safeStorage.encryptString(text) : null),
    open(sealed) {
      if (!isAvailable()) return null;
      try {
        return safeStorage.decryptString(Buffer.from(sealed));
      } catch {
        // Sealed by another user or with a key that is gone.
        return null;
      }
    },
  };
}
