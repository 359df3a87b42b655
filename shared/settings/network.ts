import { z } from 'zod';
import { plainProxySchema } from '../proxy.ts';

/** How servers are reached. */
export const NETWORK_SETTINGS = {
  /** `none`, `environment`, `system`, or a proxy's address without user name and password: those are kept sealed. */
  proxy: plainProxySchema.default('system'),
  /** Reached without that proxy: names, domains, addresses and networks by comma, as in `no_proxy`. */
  proxyBypass: z.string().max(16_384).default(''),
};
