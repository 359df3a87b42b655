/** The RPC's only door. */
export { readAllowed } from './gate.ts';
export { gidOf } from './gids.ts';
export type { RemoteHost } from './host.ts';
export { formatInputFile, parseInputFile, type Listed } from './input-file.ts';
export { requestFrom, settingsFrom } from './options.ts';
export { listenPrivately } from './private-socket.ts';
export { newSecret } from './secret.ts';
export { daemonFolder, readState, removeState, writePrivate, writeState } from './state-file.ts';
export { startRemote, type Remote } from './server.ts';
