import { once } from 'node:events';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeCertificate } from '../testing/certificate.ts';
import { startHarness, type Harness } from '../testing/harness.ts';

let harness: Harness;
const servers: (Server | SecureServer)[] = [];

beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await harness.close();
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server | SecureServer, host = '127.0.0.1'): Promise<number> {
  servers.push(server);
  await once(server.listen(0, host), 'listening');
  return (server.address() as AddressInfo).port;
}

describe('a client’s certificate', () => {
  const own = makeCertificate();
  const identity = { certificate: own.certificate, key: own.key };
  const site = makeCertificate();

  /** Serves whom it knows, and remembers whether a certificate was shown. */
  function guarded(shown: boolean[], location?: string): SecureServer {
    const options = { cert: site.certificate, key: site.key, requestCert: true, rejectUnauthorized: false };
    return createServer(options, (request, reply) => {
      const known = Object.keys((request.socket as TLSSocket).getPeerCertificate()).length > 0;
      shown.push(known);
      if (location !== undefined) reply.writeHead(302, { location }).end();
      else reply.writeHead(known ? 200 : 403, { 'content-length': known ? 4 : 0 }).end(known ? 'body' : '');
    });
  }

  test('is shown to the server of the link', async () => {
    const shown: boolean[] = [];
    const url = `https://127.0.0.1:${String(await listening(guarded(shown)))}/a`;
    const trust = { certificateAuthorities: site.certificate };
    const without = await harness.settled(harness.add(url, { ...trust, fileName: 'x' }));
    expect(without.failure?.code).toBe('forbidden');
    expect((await harness.settled(harness.add(url, { ...trust, clientCertificate: identity }))).status).toBe(
      'finished',
    );
    expect(shown).toContain(true);
  });

  test('and to no other that it leads to', async () => {
    const elsewhere: boolean[] = [];
    const target = `https://127.0.0.1:${String(await listening(guarded(elsewhere)))}/b`;
    const here: boolean[] = [];
    const url = `https://127.0.0.1:${String(await listening(guarded(here, target)))}/a`;
    const id = harness.add(url, { certificateAuthorities: site.certificate, clientCertificate: identity });
    expect((await harness.settled(id)).failure?.code).toBe('forbidden');
    expect(here).not.toContain(false);
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(elsewhere).not.toContain(true);
  });
});

describe('where connections leave from', () => {
  const origins: (string | undefined)[] = [];
  const server = (): Server =>
    createPlain((request, reply) => {
      origins.push(request.socket.remoteAddress);
      reply.writeHead(200, { 'content-length': 4 }).end('body');
    });

  test.runIf(process.platform === 'linux')('an address of this machine', async () => {
    const url = `http://127.0.0.1:${String(await listening(server()))}/a`;
    expect((await harness.settled(harness.add(url, { localInterface: '127.0.0.7' }))).status).toBe('finished');
    expect(origins).toEqual(['127.0.0.7']);
  });

  test.runIf(process.platform === 'linux')('an interface by its name, and one that is not there', async () => {
    const url = `http://127.0.0.1:${String(await listening(server()))}/a`;
    expect((await harness.settled(harness.add(url, { localInterface: 'lo' }))).status).toBe('finished');
    const { failure } = await harness.settled(harness.add(url, { localInterface: 'nothing9' }));
    expect(failure).toMatchObject({ code: 'bad-option', detail: expect.stringContaining('nothing9') as string });
  });

  test('addresses of one family only', async () => {
    const url = `http://127.0.0.1:${String(await listening(server()))}/a`;
    const quick = await startHarness({ retry: { maxRetries: 0, baseMs: 1, capMs: 1, retryAfterCapMs: 1 } });
    try {
      const six = await quick.settled(quick.add(url.replace('127.0.0.1', 'localhost'), { addressFamily: 6 }));
      expect(six.status).toBe('failed');
      expect((await quick.settled(quick.add(url.replace('127.0.0.1', 'localhost'), { addressFamily: 4 }))).status).toBe(
        'finished',
      );
    } finally {
      await quick.close();
    }
  });
});
