import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import dns from 'dns-packet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeCertificate } from '../../testing/certificate.ts';
import { startCruelServer } from '../../testing/cruel-server.ts';
import { startHarness } from '../../testing/harness.ts';
import { dohLookup } from './resolver.ts';

const site = makeCertificate();
let server: Server;
let url = '';
/** Type and name of every question. */
let asked: string[] = [];
/** Where the last question came from. */
let askedFrom: string | undefined;
let rcode = 0;
let status = 200;
let records: Readonly<Record<string, readonly dns.Answer[]>> = {};

beforeEach(async () => {
  asked = [];
  rcode = 0;
  status = 200;
  records = {};
  server = createServer({ cert: site.certificate, key: site.key }, (request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [question] = dns.decode(Buffer.concat(chunks)).questions ?? [];
      const key = `${question?.type ?? ''} ${question?.name ?? ''}`;
      asked.push(key);
      askedFrom = request.socket.remoteAddress;
      const answers = records[key] ?? [];
      const body = dns.encode({
        type: 'response',
        id: 0,
        flags: rcode,
        questions: question ? [question] : [],
        answers: [...answers],
      });
      reply.writeHead(status, { 'content-type': 'application/dns-message' }).end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/dns-query`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const A = (name: string, data: string, ttl = 60): dns.Answer => ({ type: 'A', name, data, ttl });

function look(lookup: LookupFunction, name: string, family: 0 | 4 | 6 = 0): Promise<unknown> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true, family }, (error, found) => {
      if (error) reject(error);
      else resolve((found as { address: string }[]).map(({ address }) => address));
    });
  });
}

describe('names over HTTPS', () => {
  test('both families, through an alias; kept as long as the shortest answer says', async () => {
    let now = 0;
    const lookup = dohLookup({ url, authorities: [site.certificate] }, () => now);
    records = {
      'A files.test': [{ type: 'CNAME', name: 'files.test', data: 'cdn.test', ttl: 10 }, A('cdn.test', '192.0.2.1')],
      'AAAA files.test': [{ type: 'AAAA', name: 'files.test', data: '2001:db8::1', ttl: 60 }],
    };
    expect(await look(lookup, 'Files.test.')).toEqual(['2001:db8::1', '192.0.2.1']);
    now = 9_999;
    await look(lookup, 'files.test');
    expect(asked.sort()).toEqual(['A files.test', 'AAAA files.test']);
    now = 10_000;
    await look(lookup, 'files.test');
    expect(asked).toHaveLength(3);
  });

  test('one family only, where that is asked for', async () => {
    const lookup = dohLookup({ url, authorities: [site.certificate] });
    records = { 'A files.test': [A('files.test', '192.0.2.1')] };
    expect(await look(lookup, 'files.test', 4)).toEqual(['192.0.2.1']);
    expect(asked).toEqual(['A files.test']);
    await expect(look(lookup, 'files.test', 6)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  test('questions at the same time are one', async () => {
    const lookup = dohLookup({ url, authorities: [site.certificate] });
    records = { 'A files.test': [A('files.test', '192.0.2.1')] };
    await Promise.all([look(lookup, 'files.test', 4), look(lookup, 'files.test', 4)]);
    expect(asked).toHaveLength(1);
  });

  test('localhost stays here', async () => {
    const lookup = dohLookup({ url, authorities: [site.certificate] });
    expect(await look(lookup, 'localhost', 4)).toEqual(['127.0.0.1']);
    expect(await look(lookup, 'a.localhost', 6)).toEqual(['::1']);
    expect(asked).toEqual([]);
  });

  test('an address is itself, whatever family is asked for', async () => {
    const lookup = dohLookup({ url, authorities: [site.certificate] });
    expect(await look(lookup, '192.0.2.7')).toEqual(['192.0.2.7']);
    expect(await look(lookup, '2001:db8::7', 4)).toEqual(['2001:db8::7']);
    expect(asked).toEqual([]);
  });

  test('a name that is not there, a server that fails, and one that nobody vouches for', async () => {
    const lookup = dohLookup({ url, authorities: [site.certificate] });
    rcode = 3;
    await expect(look(lookup, 'none.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    rcode = 2;
    await expect(look(lookup, 'fails.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
    rcode = 0;
    status = 500;
    await expect(look(lookup, 'fails.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
    await expect(look(dohLookup({ url }), 'files.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
  });
});

test('a download by such a name; without an answer it is the failure of a name', async () => {
  const [harness, site2] = [await startHarness(), await startCruelServer()];
  try {
    records = { 'A files.test': [A('files.test', '127.0.0.1')] };
    site2.serve('/f.bin', { size: 1_000_000, seed: 2 });
    const link = `http://files.test:${String(site2.port)}/f.bin`;
    const options = {
      dnsOverHttps: url,
      certificateAuthorities: site.certificate,
      connections: 2,
      maxRetries: 0,
    } as const;
    expect((await harness.settled(harness.add(link, options))).status).toBe('finished');
    expect(await harness.wrongByte('f.bin', 2)).toBeNull();
    expect(new Set(asked)).toEqual(new Set(['A files.test', 'AAAA files.test']));
    const before = asked.length;
    harness.engine.reconnect();
    expect((await harness.settled(harness.add(link, { ...options, fileName: 'again' }))).status).toBe('finished');
    // Another network may know another address.
    expect(asked.length).toBeGreaterThan(before);
    const missing = harness.add(link.replace('files', 'none'), options);
    expect((await harness.settled(missing)).failure?.code).toBe('dns-failed');
  } finally {
    await harness.close();
    await site2.close();
  }
});

test.skipIf(process.platform === 'darwin')('questions leave from where the connections do', async () => {
  const [harness, files] = [await startHarness(), await startCruelServer()];
  try {
    records = { 'A files.test': [A('files.test', '127.0.0.1')] };
    files.serve('/f.bin', { size: 1_000, seed: 2 });
    const id = harness.add(`http://files.test:${String(files.port)}/f.bin`, {
      dnsOverHttps: url,
      certificateAuthorities: site.certificate,
      localInterface: '127.0.0.2',
    });
    expect((await harness.settled(id)).status).toBe('finished');
    expect(askedFrom).toBe('127.0.0.2');
    expect(asked).toEqual(['A files.test']);
  } finally {
    await harness.close();
    await files.close();
  }
});
