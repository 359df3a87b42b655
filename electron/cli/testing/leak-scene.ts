import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConnectProxy, type ConnectProxy } from '../../engine/testing/connect-proxy.ts';
import { startCruelServer, type CruelServer } from '../../engine/testing/index.ts';
import { plantMarkers, type Markers } from '../../engine/testing/markers.ts';

/** A user's folder, servers, a proxy, and secrets to be searched for in all of them. */
export interface LeakScene {
  readonly markers: Markers;
  readonly files: CruelServer;
  readonly stranger: CruelServer;
  readonly proxy: ConnectProxy;
  /** With the sign-in that it asks for. */
  readonly proxyAddress: string;
  readonly folder: string;
  /** What the test has written itself, relative to the folder. */
  readonly own: string[];
  /** Of the program: its home and its data are in the folder. */
  readonly env: Record<string, string>;
  /** Writes a file of the user's, which holds what it holds. @returns its path */
  given(name: string, text: string, mode?: number): Promise<string>;
  /** Writes a program that appends its environment and its stdin to `told.txt`. @returns its path */
  recorder(): Promise<string>;
  /** Secrets that reached the stranger. */
  toStranger(): string[];
  close(): Promise<void>;
}

/** The same server as another host, so that no cookie belongs there. */
export const elsewhere = (url: string): string => url.replace('127.0.0.1', 'localhost');

export async function startLeakScene(): Promise<LeakScene> {
  const markers = plantMarkers();
  const files = await startCruelServer();
  const stranger = await startCruelServer();
  const signIn = `me:${markers.make('password of the proxy')}`;
  const proxy = await startConnectProxy({ signIn });
  const folder = await mkdtemp(join(tmpdir(), 'sluice-cli-leaks-'));
  const own: string[] = [];
  const given: LeakScene['given'] = async (name, text, mode = 0o600) => {
    own.push(name);
    await writeFile(join(folder, name), text, { mode });
    return join(folder, name);
  };
  return {
    ...{ markers, files, stranger, proxy, folder, own, given },
    proxyAddress: `http://${signIn}@127.0.0.1:${String(proxy.port)}`,
    env: { SLUICE_USER_DATA: join(folder, 'data'), HOME: folder },
    recorder: () => given('hook', `#!/bin/sh\nenv >> '${folder}/told.txt'\ncat >> '${folder}/told.txt'\n`, 0o755),
    toStranger: () =>
      markers.within(JSON.stringify(stranger.requests.map(({ target, rawHeaders }) => [target, rawHeaders]))),
    async close() {
      await Promise.all([files.close(), stranger.close(), proxy.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
