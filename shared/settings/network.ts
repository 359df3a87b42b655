import { z } from 'zod';
import { PROXY_WORDS, readProxy } from '../proxy.ts';

/** Settings are stored as they are, so a sign-in has no place in one: it would lie on the disk for all to read. */
const isProxy = (text: string): boolean =>
  PROXY_WORDS.some((word) => word === text) || (readProxy(text).ok && !text.includes('@'));

/** How servers are reached. */
export const NETWORK_SETTINGS = {
  /** `system`, `none`, or a proxy's address without user name and password. */
  proxy: z.string().max(4096).refine(isProxy).default('system'),
  /** Reached without that proxy: names, domains, addresses and networks by comma, as in `no_proxy`. */
  proxyBypass: z.string().max(16_384).default(''),
  /** Trust the certificate authorities of the system instead of those that come with the program. */
  systemCertificates: z.boolean().default(false),
  /** https URL of a DNS server (RFC 8484) that looks names up; empty: as the system does. */
  dnsOverHttps: z
    .string()
    .max(4096)
    .refine((text) => text === '' || (/^https:\/\//i.test(text) && URL.canParse(text) && !text.includes('@')))
    .default(''),
};
