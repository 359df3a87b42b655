/** The RPC's only door. */
export type { RemoteHost } from './host.ts';
export { formatInputFile, parseInputFile, type Listed } from './input-file.ts';
export { requestFrom, settingsFrom } from './options.ts';
export { newSecret } from './secret.ts';
export { startRemote } from './server.ts';
