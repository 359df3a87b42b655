/** What preload script and main process share. Apart from the contract so that the preload needs no schema library. */
export const BRIDGE_KEY = 'sluice';
/** Channel on which every command travels; the command's name is its first argument. */
export const COMMAND_CHANNEL = 'sluice:command';
/** Channel on which every event travels; the event's name is its first argument. */
export const EVENT_CHANNEL = 'sluice:event';

/** What the preload script puts on `window[BRIDGE_KEY]`. Only `renderer/bridge.ts` touches it. */
export interface PreloadApi {
  command(name: string, request: unknown): Promise<unknown>;
  /** Returns the function that ends the subscription. */
  onEvent(listener: (name: string, payload: unknown) => void): () => void;
}
