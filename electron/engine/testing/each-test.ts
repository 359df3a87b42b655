import { afterEach, beforeEach } from 'vitest';
import { startCruelServer, type CruelServer } from './cruel-server.ts';
import { startHarness, type Harness } from './harness.ts';

/** A server and an engine of its own for each test of the file; `take` is called before it with them. */
export function eachTest(take: (given: { readonly server: CruelServer; readonly harness: Harness }) => void): void {
  let server: CruelServer;
  let harness: Harness;
  beforeEach(async () => {
    server = await startCruelServer();
    harness = await startHarness();
    take({ server, harness });
  });
  afterEach(async () => {
    await harness.close();
    await server.close();
  });
}
