import type { LookupFunction } from 'node:net';

/** How a socket is opened, whoever it goes to. Fits the options of `net.connect` and `tls.connect`. */
export interface Dial {
  readonly family?: 4 | 6;
  readonly localAddress?: string;
  readonly lookup?: LookupFunction;
  readonly autoSelectFamily?: boolean;
  readonly autoSelectFamilyAttemptTimeout?: number;
}

/** Who is spoken to through a proxy. An IPv6 address without brackets. */
export interface Target {
  readonly hostname: string;
  readonly port: number;
}
