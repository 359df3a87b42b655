import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { SluiceError } from '../../../shared/failures.ts';

/** Where distributions keep all that they trust in one file: Debian, Fedora, openSUSE, Alpine and the BSDs. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Of the key store, PEM texts; Node has it from 22.15 on. */
const { getCACertificates: ofStore } = tls as { readonly getCACertificates?: (type: 'system') => readonly string[] };
const readStore = (): readonly string[] => ofStore?.('system') ?? [];

/**
 * The certificate authorities that the system trusts, as PEM text: `SSL_CERT_FILE`, the distribution's bundle, or, on Windows
 * and macOS, the key store as far as this Node can read it.
 * @throws {SluiceError} `bad-option` when there is none that can be read
 */
export function systemAuthorities(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  storeOf = readStore,
): string {
  const named = environment['SSL_CERT_FILE'];
  const bundles = platform === 'win32' || platform === 'darwin' ? [] : BUNDLES;
  for (const path of named === undefined || named === '' ? bundles : [named]) {
    const text = readIfThere(path);
    if (text?.includes('-----BEGIN CERTIFICATE-----')) return text;
  }
  const stored = storeOf();
  if (stored.length > 0) return stored.join('\n');
  throw new SluiceError('bad-option', 'The certificates that the system trusts cannot be read; name a file of them');
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
