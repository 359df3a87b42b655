import { z } from 'zod';
import { plainProxySchema } from '../proxy.ts';

/** How servers are reached. */
export const NETWORK_SETTINGS = {
  /** `none`, `environment`, `system`, or a proxy's address without user name and password: those are kept sealed. */
  proxy: plainProxySchema.default('system'),
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
