import type { LookupFunction } from 'node:net';
import type { SignIn } from '../sign-in/sign-in.ts';

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

/** How a proxy opens the way to a server. */
export interface TunnelOptions {
  readonly proxy: URL;
  /** For an HTTP proxy. */
  readonly signIn: SignIn | null;
  readonly dial: Dial;
  readonly timeoutMs: number;
  /** PEM texts of certificate authorities that may vouch for an https proxy; absent: those that Node trusts. */
  readonly authorities: readonly string[] | undefined;
}
