import type { DownloadRequest } from '../engine/index.ts';
import type { OptionFiles } from './option-files.ts';
import { proxyOption } from './proxy.ts';
import type { RawOptions } from './raw-options.ts';
import { UsageError } from './usage-error.ts';

/** How connections are made. */
export type NetworkOptions = Pick<
  DownloadRequest,
  | 'proxy'
  | 'addressFamily'
  | 'localInterface'
  | 'clientCertificate'
  | 'certificateAuthorities'
  | 'systemAuthorities'
  | 'dnsOverHttps'
  | 'insecure'
>;

/** @throws {UsageError} */
export function networkOptions(
  url: URL,
  raw: RawOptions,
  files: OptionFiles,
  environment: Readonly<Record<string, string | undefined>>,
): NetworkOptions {
  if (raw.ipv4 && raw.ipv6) throw new UsageError('Give either -4 or -6, not both.');
  if (raw.interface?.trim() === '') throw new UsageError('--interface needs a name or an address.');
  return {
    proxy: proxyOption(raw.proxy, url, environment),
    addressFamily: raw.ipv4 ? 4 : raw.ipv6 ? 6 : undefined,
    localInterface: raw.interface,
    clientCertificate: clientCertificate(files),
    certificateAuthorities: files.authorities === undefined ? undefined : checkAuthorities(files.authorities),
    systemAuthorities: raw.caNative,
    dnsOverHttps: raw.dohUrl === undefined ? undefined : checkDohUrl(raw.dohUrl),
    insecure: raw.insecure === true ? true : undefined,
  };
}

function checkDohUrl(text: string): string {
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) {
    throw new UsageError('--doh-url is an https URL, such as https://dns.example/dns-query.');
  }
  return text;
}

const KEY = /-----BEGIN (EC |RSA |ENCRYPTED )?PRIVATE KEY-----/;

function clientCertificate({ certificate, key }: OptionFiles): NetworkOptions['clientCertificate'] {
  if (certificate === undefined) {
    if (key !== undefined) throw new UsageError('--key needs --cert, the certificate that it belongs to.');
    return undefined;
  }
  const text = certificate.toString('latin1');
  if (!text.includes('-----BEGIN ')) {
    if (key !== undefined) throw new UsageError('--cert is a PKCS #12 file, which holds its key: leave --key out.');
    return { pkcs12: certificate.toString('base64') };
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new UsageError('--cert holds no certificate.');
  if (!KEY.test(key ?? text)) {
    throw new UsageError(
      key === undefined ? '--cert holds no private key. Give it with --key.' : '--key holds no key.',
    );
  }
  return { certificate: text, key };
}

function checkAuthorities(text: string): string {
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new UsageError('--ca-file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).');
  }
  return text;
}
