import type { runDaemon } from './daemon/index.ts';

/**
 * Under this the app, when it runs the command line, leaves what loads the daemon: it has one in its archive, with the
 * database beside it. The command line's own file, run by plain Node, looks for daemon.js.
 */
export const DAEMON_KEY = Symbol.for('sluice.daemon');

export type LoadDaemon = () => Promise<{ readonly runDaemon: typeof runDaemon }>;
