import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY_MS = 86_400_000;

/** `valid` is still self-signed: trusted only by a client that is given it as an authority. */
export type CertificateKind = 'valid' | 'expired' | 'wrong-host';

export interface TestCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

/**
 * A fresh self-signed certificate (RFC 5280) for 127.0.0.1, ::1 and localhost. Made here, byte by byte, because Node
 * cannot make one, OpenSSL is not everywhere, and a key kept in a repository is one that ends up trusted.
 */
export function makeCertificate(kind: CertificateKind = 'valid', now = Date.now()): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
  const serial = randomBytes(8).toString('hex');
  // A name of its own, or a client that trusts two of them might check one with the key of the other.
  const commonName = tagged(0x0c, Buffer.from(`Sluice test server ${serial}`));
  const name = sequence(tagged(0x31, sequence(oid('550403'), commonName)));
  const expiry = kind === 'expired' ? now - DAY_MS : now + 30 * DAY_MS;
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.from(`01${serial}`, 'hex')),
    algorithm,
    name,
    sequence(time(now - 30 * DAY_MS), time(expiry)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(basicConstraints(), alternativeNames(kind === 'wrong-host'))),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: pem(certificate, 'CERTIFICATE'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** An authority of itself, so that it can be handed to a client as one. */
function basicConstraints(): Buffer {
  const isAuthority = sequence(tagged(0x01, Buffer.from([0xff])));
  return sequence(oid('551d13'), tagged(0x01, Buffer.from([0xff])), tagged(0x04, isAuthority));
}

function alternativeNames(wrong: boolean): Buffer {
  const host = (name: string): Buffer => tagged(0x82, Buffer.from(name));
  const address = (bytes: number[]): Buffer => tagged(0x87, Buffer.from(bytes));
  const names = wrong
    ? [host('elsewhere.example')]
    : [host('localhost'), address([127, 0, 0, 1]), address([...new Array<number>(15).fill(0), 1])];
  return sequence(oid('551d11'), tagged(0x04, sequence(...names)));
}

/** DER (X.690): tag, length, value. */
function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, value]);
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));

/** GeneralizedTime is for years from 2050 on only, which no test reaches (RFC 5280 section 4.1.2.5). */
const time = (epochMs: number): Buffer =>
  tagged(0x17, Buffer.from(`${new Date(epochMs).toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));

const pem = (der: Buffer, label: string): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;
