import { request } from 'node:http';
import { startCruelServer, type CruelServer } from '../../engine/testing/index.ts';
import { startHarness, type Harness } from '../../engine/testing/harness.ts';
import type { RemoteSettings } from '../host.ts';
import { startRemote, type Remote } from '../server.ts';

export const SECRET = 'a-secret-of-the-test';

/** The RPC on a real engine, a server to download from, and what was asked of the program. */
export interface Scene {
  readonly remote: Remote;
  readonly harness: Harness;
  readonly files: CruelServer;
  readonly asked: string[];
  /** Pages and names that are let in besides. */
  allowed: string[];
  /** Monotonic ms for counting wrong secrets. */
  now: number;
  settings: RemoteSettings;
  /** Calls over HTTP with the secret. @returns the result @throws with the error's message */
  call<Result = unknown>(method: string, ...params: unknown[]): Promise<Result>;
  close(): Promise<void>;
}

export async function startScene(): Promise<Scene> {
  const harness = await startHarness();
  const files = await startCruelServer();
  const asked: string[] = [];
  const scene = { allowed: [] as string[], now: 0, asked, harness, files } as unknown as Scene;
  scene.settings = {
    directory: harness.directory,
    connections: 4,
    conflictPolicy: 'number',
    maxActiveDownloads: 10,
    limitBytesPerSecond: null,
    proxy: 'none',
    proxyBypass: '',
  };
  const remote = await startRemote({
    host: {
      engine: harness.engine,
      version: '0.0.0',
      settings: () => scene.settings,
      changeSettings(patch) {
        asked.push(JSON.stringify(patch));
        scene.settings = { ...scene.settings, ...patch };
      },
      save: () => void asked.push('save'),
      shutdown: () => void asked.push('shutdown'),
    },
    at: { port: 0 },
    secret: () => SECRET,
    allowed: () => scene.allowed,
    now: () => scene.now,
    onDefect: (what, error) => void asked.push(`defect ${what} ${String(error)}`),
  });
  return Object.assign(scene, {
    remote,
    async call(method: string, ...params: unknown[]) {
      const body = JSON.stringify({ id: 1, method, params: [`token:${SECRET}`, ...params] });
      const reply = await post(remote.port, body);
      const { result, error } = JSON.parse(reply.body) as { result: unknown; error?: { message: string } };
      if (error) throw new Error(error.message);
      return result as never;
    },
    async close() {
      await remote.close();
      await harness.close();
      await files.close();
    },
  });
}

export interface HttpReply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** By hand: `fetch` would not let a test choose Host and Origin. */
export function post(
  port: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'POST',
  path = '/jsonrpc',
): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
