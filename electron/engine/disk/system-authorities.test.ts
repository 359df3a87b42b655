import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { authoritiesOf } from '../http/network-options.ts';
import { makeCertificate } from '../testing/certificate.ts';
import { startCruelServer, type CruelServer } from '../testing/cruel-server.ts';
import { startHarness } from '../testing/harness.ts';
import { systemAuthorities } from './system-authorities.ts';

const NONE = expect.objectContaining({ code: 'bad-option' }) as Error;
let folder = '';
let bundle = '';
let server: CruelServer;
const before = process.env['SSL_CERT_FILE'];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-authorities-'));
  bundle = join(folder, 'bundle.pem');
  server = await startCruelServer({ tls: true });
  await writeFile(bundle, `# a bundle\n${makeCertificate().certificate}\n${server.certificate ?? ''}`);
});
afterEach(async () => {
  if (before === undefined) delete process.env['SSL_CERT_FILE'];
  else process.env['SSL_CERT_FILE'] = before;
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test('the file that the environment names goes first; for one without a certificate the key store stands, or nothing', async () => {
  expect(systemAuthorities({ SSL_CERT_FILE: bundle })).toContain(server.certificate);
  await writeFile(bundle, 'nothing');
  const stored = ['first', 'second'];
  for (const [environment, platform] of [[{ SSL_CERT_FILE: bundle }], [{}, 'win32']] as const) {
    expect(() => systemAuthorities(environment, platform, () => [])).toThrow(NONE);
    expect(systemAuthorities(environment, platform, () => stored)).toBe('first\nsecond');
  }
});

test('authorities of one’s own stand beside those of Node, or of the system', () => {
  process.env['SSL_CERT_FILE'] = bundle;
  const own = makeCertificate().certificate;
  expect(authoritiesOf({})).toBeUndefined();
  expect(authoritiesOf({ certificateAuthorities: own })).toEqual([...rootCertificates, own]);
  const both = authoritiesOf({ certificateAuthorities: own, systemAuthorities: true }) ?? [];
  expect(both).toHaveLength(2);
  expect(both[0]).toContain(server.certificate);
  expect(both[1]).toBe(own);
});

test('a server that only the system vouches for', async () => {
  const harness = await startHarness();
  try {
    process.env['SSL_CERT_FILE'] = bundle;
    const url = server.serve('/f.bin', { size: 1_000, seed: 3 });
    expect((await harness.settled(harness.add(url, { fileName: 'no' }))).failure?.code).toBe('tls-invalid');
    expect((await harness.settled(harness.add(url, { systemAuthorities: true }))).status).toBe('finished');
    harness.engine.configure({ network: { systemAuthorities: true } });
    expect((await harness.settled(harness.add(url, { fileName: 'again' }))).status).toBe('finished');
  } finally {
    await harness.close();
  }
});
