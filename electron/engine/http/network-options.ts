import { networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { SluiceError } from '../../../shared/failures.ts';
import { systemAuthorities } from '../disk/system-authorities.ts';
import type { ClientCertificate } from '../types.ts';
import type { Dial } from './connectors/dial.ts';
import { dohLookup } from './names/resolver.ts';

/** How connections are made. Requests with equal options share idle ones. */
export interface TransportOptions {
  /** `none`, `system`, or an address; absent: as the engine is told. */
  readonly proxy?: string | undefined;
  /** PEM text, beside the authorities that Node trusts. */
  readonly certificateAuthorities?: string | undefined;
  /** Trust what the system trusts instead of what Node does; absent: as the engine is told. */
  readonly systemAuthorities?: boolean | undefined;
  /** Look names up there (RFC 8484), an https URL; absent: as the engine is told. */
  readonly dnsOverHttps?: string | undefined;
  readonly insecure?: boolean | undefined;
  /** Shown to `clientCertificateOrigin` only. */
  readonly clientCertificate?: ClientCertificate | undefined;
  readonly clientCertificateOrigin?: string | undefined;
  /** Only addresses of this family are connected to. */
  readonly family?: 4 | 6 | undefined;
  /** Name of an interface or an address of this machine: connections leave from there. */
  readonly localInterface?: string | undefined;
  readonly connectTimeoutMs?: number | undefined;
}

const CONNECT_TIMEOUT_MS = 15_000;

/** For a socket to be open, its handshake done; ms. */
export const connectTimeoutOf = (options: TransportOptions): number => options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;

/** One way to a server, chosen. */
export interface Way extends TransportOptions {
  /** An address; absent: no proxy. */
  readonly proxy?: string | undefined;
  /** Ask the proxy for each resource instead of opening tunnels through it. */
  readonly forward?: boolean | undefined;
}

interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly secureContext?: SecureContext;
}

/** Who may vouch for a server, PEM texts; `undefined`: those that Node trusts. @throws {SluiceError} `bad-option` */
export function authoritiesOf({
  certificateAuthorities: own,
  systemAuthorities: system,
}: TransportOptions): readonly string[] | undefined {
  if (own === undefined && system !== true) return undefined;
  return [...(system === true ? [systemAuthorities()] : rootCertificates), ...(own === undefined ? [] : [own])];
}

/** @throws {SluiceError} `bad-option`; Node's errors of certificates and keys */
export function tlsOf(options: TransportOptions): TlsOptions {
  const { clientCertificate: own } = options;
  const rejectUnauthorized = options.insecure !== true;
  const authorities = authoritiesOf(options);
  // Node keeps one context for all that ask for nothing of their own.
  if (!authorities && !own) return { rejectUnauthorized };
  const key = own?.key ?? own?.certificate;
  const secureContext = createSecureContext({
    ...(authorities && { ca: [...authorities] }),
    ...(own?.certificate === undefined ? {} : { cert: own.certificate }),
    ...(own?.pkcs12 !== undefined || key === undefined ? {} : { key }),
    ...(own?.pkcs12 === undefined ? {} : { pfx: Buffer.from(own.pkcs12, 'base64') }),
    ...(own?.passphrase === undefined ? {} : { passphrase: own.passphrase }),
  });
  return { rejectUnauthorized, secureContext };
}

const lookups = new Map<string, ReturnType<typeof dohLookup>>();

/** One for all connections: they share what it remembers. */
function lookupBy(url: string, options: TransportOptions, dial: Dial): ReturnType<typeof dohLookup> {
  const key = JSON.stringify([url, dial, options.systemAuthorities, options.certificateAuthorities]);
  const lookup = lookups.get(key) ?? dohLookup({ url, dial, authorities: authoritiesOf(options) });
  lookups.set(key, lookup);
  return lookup;
}

/** Another network may know other addresses. */
export const forgetNames = (): void => {
  lookups.clear();
};

/** @throws {SluiceError} `bad-option` when this machine has no such interface or address */
export function dialOf(options: TransportOptions): Dial {
  const { dnsOverHttps: url } = options;
  const dial = leaving(options);
  return { ...dial, ...(url !== undefined && url !== '' && { lookup: lookupBy(url, options, dial) }) };
}

function leaving({ family, localInterface }: TransportOptions): Dial {
  // RFC 8305: a dead address family costs 250 ms, not the connect timeout.
  if (localInterface === undefined) {
    return family === undefined ? { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 250 } : { family };
  }
  const localAddress = localAddressOf(localInterface, family);
  return { localAddress, family: isIP(localAddress) === 6 ? 6 : 4 };
}

/** IPv4 first, unless IPv6 is asked for: an address of one family cannot speak to the other. */
function localAddressOf(name: string, family: 4 | 6 | undefined): string {
  const addresses = isIP(name)
    ? [name]
    : (networkInterfaces()[name] ?? [])
        .filter(({ address }) => !address.startsWith('fe80:'))
        .map(({ address }) => address)
        .sort((a, b) => isIP(a) - isIP(b));
  const found = addresses.find((address) => family === undefined || isIP(address) === family);
  if (found === undefined) {
    throw new SluiceError('bad-option', `This machine has no interface or address ${name} to connect from`);
  }
  return found;
}
