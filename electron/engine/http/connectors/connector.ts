import type { buildConnector as BuildConnector } from 'undici';

/** A connection that is being opened: `destroy` ends that at once. Later it does no harm. */
export interface Opening {
  destroy(error: Error): void;
}

/** undici's connector, which also answers what is being opened: undici itself does not end that when it is aborted. */
export type Connector = (target: BuildConnector.Options, callback: BuildConnector.Callback) => Opening;
