import type { CruelServer, Scenario } from '../index.ts';
import { startCruelServer } from '../index.ts';

export const SIZE = 100_000;
export const SEED = 7;
export const RANGE = { Range: 'bytes=1000-1999' };

export interface Serving {
  readonly server: CruelServer;
  readonly url: string;
}

const running: CruelServer[] = [];

/** A file of {@link SIZE} bytes of {@link SEED} that misbehaves as told. */
export async function serving(...scenarios: Scenario[]): Promise<Serving> {
  const server = await startCruelServer();
  running.push(server);
  return { server, url: server.serve('/f', { size: SIZE, seed: SEED, scenarios }) };
}

export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.close()));
}
