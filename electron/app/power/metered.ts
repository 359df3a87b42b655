import type { Run } from './machine.ts';

/** NetworkManager's `NMMetered`: 1 is yes, 3 a guess at yes. */
const METERED = new Set(['1', '3']);
const NETWORK_MANAGER = 'org.freedesktop.NetworkManager';

/** Whether the system tells at all; see {@link isMetered}. */
export const tellsMetered = (platform: NodeJS.Platform): boolean => platform === 'linux';

/**
 * Whether the network in use is metered, by NetworkManager over the system bus. `false` where nobody knows: no
 * NetworkManager, no bus, another system.
 */
export async function isMetered(run: Run): Promise<boolean> {
  try {
    const path = `/${NETWORK_MANAGER.replaceAll('.', '/')}`;
    const reply = await run('busctl', ['--system', 'get-property', NETWORK_MANAGER, path, NETWORK_MANAGER, 'Metered']);
    return METERED.has(/^u (\d+)/.exec(reply)?.[1] ?? '');
  } catch {
    return false;
  }
}
