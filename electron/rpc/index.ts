/** The RPC's only door. */
export type { RemoteHost, RemoteSettings } from './host.ts';
export { newSecret } from './secret.ts';
export { startRemote, type Remote } from './server.ts';
