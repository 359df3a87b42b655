import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DownloadRequest } from '../engine/index.ts';
import { openDatabase } from './database.ts';
import { openLibrary } from './library.ts';
import type { SecretBox } from './secrets.ts';
import { flippingBox, makeRecord, noBox, temporaryFolder } from './testing/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.path('library.db');
});
afterEach(() => folder.remove());

const open = (secretBox: SecretBox, onUnreadable?: (id: string, reason: string) => void) =>
  openLibrary({ path, now: new Date(), secretBox, ...(onUnreadable && { onUnreadable }) });

/** Every option there is. */
const REQUEST: Required<DownloadRequest> = {
  url: 'https://ann:s3cretA@example.org/a?x=1',
  directory: '/downloads',
  fileName: 'a.bin',
  connections: 8,
  conflictPolicy: 'overwrite',
  checksum: { algorithm: 'md5', hex: 'd41d8cd98f00b204e9800998ecf8427e' },
  headers: { 'User-Agent': 'Sluice', authorization: 'Bearer s3cretB', 'X-Api-Key': 's3cretC', Cookie: 's3cretD' },
  cookies: [
    {
      domain: 'files.example',
      includeSubdomains: true,
      path: '/',
      secure: true,
      expires: 0,
      name: 'sid',
      value: 's3cretI',
    },
  ],
  credentials: { user: 'bob', password: 's3cretE' },
  proxy: 'http://carl:s3cretF@proxy.example:3128/',
  certificateAuthorities: '-----BEGIN CERTIFICATE-----',
  clientCertificate: { certificate: 'own', key: 's3cretG', passphrase: 's3cretH' },
  systemAuthorities: true,
  dnsOverHttps: 'https://dns.example/dns-query',
  addressFamily: 6,
  localInterface: 'eth0',
  insecure: true,
  allowDowngrade: false,
  maxRetries: 3,
  idleTimeoutMs: 5_000,
  writeBufferBytes: 65_536,
  limitBytesPerSecond: 1_000_000,
  resume: true,
  mirrors: ['https://mirror.example/a.bin'],
  sizeBytes: 12,
  pieces: { algorithm: 'md5', lengthBytes: 12, hashes: ['0'.repeat(32)] },
};

const filesContain = (text: string): boolean =>
  ['', '-wal'].some((suffix) => {
    try {
      return readFileSync(path + suffix).includes(text);
    } catch {
      return false;
    }
  });

test('every field comes back, whole and exact', () => {
  const records = [
    makeRecord({
      request: REQUEST,
      id: 'full',
      named: true,
      sizeBytes: Number.MAX_SAFE_INTEGER,
      receivedBytes: 2 ** 52,
      announced: { algorithm: 'crc32', hex: '00c0ffee' },
      discarding: true,
    }),
    makeRecord({
      id: 'failed',
      status: 'failed',
      mediaType: 'application/zip',
      notice: 'ranges-ignored',
      failure: { code: 'link-expired', detail: 'HTTP 403' },
      finishedAt: 1_700_000_000_001,
      fileName: 'Größe 下载 "quoted".zip',
    }),
  ];
  const first = open(flippingBox);
  first.downloads.save(records);
  first.close();
  const second = open(flippingBox);
  expect(second.downloads.all()).toEqual(records);
  second.close();
});

test('no secret lies in the file in plain text', () => {
  const library = open(flippingBox);
  library.downloads.save([makeRecord({ request: REQUEST })]);
  expect(filesContain('s3cret')).toBe(false);
  expect(filesContain('Sluice')).toBe(true);
  library.close();
  expect(filesContain('s3cret')).toBe(false);
});

test.each([
  ['there is no key store', noBox, noBox],
  ['the key is another one now', flippingBox, noBox],
])('when %s, the download comes back without its secrets', (_, before, after) => {
  const first = open(before);
  first.downloads.save([makeRecord({ request: REQUEST })]);
  first.close();
  const second = open(after);
  const { request } = second.downloads.all()[0] ?? makeRecord();
  expect(request).toMatchObject({
    url: 'https://example.org/a?x=1',
    headers: { 'User-Agent': 'Sluice' },
    proxy: 'http://proxy.example:3128/',
  });
  expect(JSON.stringify(request)).not.toContain('s3cret');
  expect(request.credentials).toBeUndefined();
  second.close();
});

test('a row that makes no sense is left out, reported and left alone; a bad option costs only itself', () => {
  const library = open(noBox);
  library.downloads.save([makeRecord({ id: 'good' }), makeRecord({ id: 'bad' }), makeRecord({ id: 'odd' })]);
  library.close();
  const database = openDatabase(path);
  database.exec(`
    UPDATE downloads SET status = 'levitating' WHERE id = 'bad';
    UPDATE downloads SET options = '{"connections":1000,"maxRetries":2,"unheard":1}', failure_code = 'new-code',
      failure_detail = 'x', notice = 'new-notice' WHERE id = 'odd'`);
  database.close();
  const unreadable: string[] = [];
  const second = open(noBox, (id) => unreadable.push(id));
  expect(second.downloads.all()).toEqual([
    makeRecord({ id: 'good' }),
    makeRecord({
      id: 'odd',
      request: { url: 'https://example.org/file.iso', directory: '/downloads', maxRetries: 2 },
      failure: { code: 'internal', detail: 'x' },
    }),
  ]);
  expect(unreadable).toEqual(['bad']);
  second.close();
  const after = openDatabase(path);
  expect(after.prepare('SELECT count(*) AS rows FROM downloads').get()).toEqual({ rows: 3 });
  after.close();
});

test('deleting and counting bytes touch what they name and nothing else', () => {
  const library = open(noBox);
  library.downloads.save(['a', 'b', 'c'].map((id) => makeRecord({ id })));
  library.downloads.saveReceived([
    { id: 'c', receivedBytes: 9 },
    { id: 'unknown', receivedBytes: 1 },
  ]);
  library.downloads.delete(['a', 'unknown']);
  expect(library.downloads.all()).toEqual([makeRecord({ id: 'b' }), makeRecord({ id: 'c', receivedBytes: 9 })]);
  library.close();
});
