import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { requestOf, sha256, writePart, type ReplayCase } from '../testing/replay-case.ts';
import { startReplayServer, type ReplayServer } from '../testing/replay-server.ts';
import { loadVectors, reportScore, vectorsTitle } from '../testing/vectors.ts';

const PART_ALONE = 'part of a file cannot be asked for: a reply with other bytes than those is refused';
const OTHER_OPTION = 'needs an option that there is none of';

/** Cases that end otherwise on purpose; they must fail cleanly, or leave what is there alone. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'curl-12': PART_ALONE,
  'curl-164': PART_ALONE,
  'curl-1058': PART_ALONE,
  'curl-1117': PART_ALONE,
  'curl-54': 'a redirect to nowhere is a failure; its page is not the file',
  'curl-473': 'a redirect to nowhere is a failure; its page is not the file',
  'curl-1633': 'a redirect to nowhere is a failure; its page is not the file',
  'curl-1032': OTHER_OPTION,
  'curl-269': OTHER_OPTION,
  'curl-274': OTHER_OPTION,
  'curl-393': OTHER_OPTION,
};

/** Not asked at all: a test leaves this machine alone. */
const NOT_RUN: Readonly<Record<string, string>> = { 'curl-482': 'names a host on the internet' };

/** What was there before the case began, and what came of it. */
interface Played {
  readonly given: ReplayCase;
  readonly snapshot: DownloadSnapshot;
  readonly server: ReplayServer;
  /** Contents by name. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly before: ReadonlyMap<string, Buffer>;
  readonly origin: string;
}

const loaded = loadVectors('http-replay-cases.json') as { cases: ReplayCase[] } | null;
const cases = (loaded?.cases ?? []).filter((given) => given.engine && !(given.id in NOT_RUN));

/** Bytes that the case resumes from. */
function partOf({ id, client }: ReplayCase): Buffer | null {
  const resumed = /-C (\S+)/.exec(client.curlArgs)?.[1];
  const [file] = client.preexistingFiles;
  if (resumed === undefined || id === 'curl-188') return null;
  if (file) return Buffer.from(file.bytesLatin1, 'latin1');
  return Buffer.alloc(Number(resumed), 'p');
}

async function play(given: ReplayCase, crlf: boolean): Promise<Played> {
  const server = await startReplayServer(given.server, crlf);
  const harness: Harness = await startHarness({
    retry: { maxRetries: 2, baseMs: 1, capMs: 5, retryAfterCapMs: 30_000 },
  });
  try {
    const request = requestOf(given, server.port);
    const part = partOf(given);
    const before = new Map<string, Buffer>();
    if (part) {
      // Where nothing but its size tells that a part is the whole, the earlier run had learned it.
      const { outcome = '', finalStatus } = given.engine ?? {};
      const whole = finalStatus !== 206 && /^(complete|already)/.test(outcome);
      const told = /content-range/i.test(given.server.replies['data']?.bytesLatin1 ?? '');
      const known = whole && !told;
      await writePart(harness.directory, 'file', request.url, part, known ? part.length : null);
    } else {
      for (const file of given.client.preexistingFiles) {
        before.set(basename(file.name), Buffer.from(file.bytesLatin1, 'latin1'));
        await writeFile(join(harness.directory, basename(file.name)), file.bytesLatin1, 'latin1');
      }
    }
    const output = /-o "?(?:log\/)?([\w.-]+)/.exec(given.client.curlArgs)?.[1];
    const fileName = part ? 'file' : output;
    const id = harness.add(request.url, {
      ...request,
      ...(fileName === undefined ? {} : { fileName }),
      ...(/--skip-existing/.test(given.client.curlArgs) ? { conflictPolicy: 'skip' as const } : {}),
    });
    const snapshot = await harness.settled(id);
    const files = new Map<string, Buffer>();
    for (const name of await readdir(harness.directory)) files.set(name, await readFile(join(harness.directory, name)));
    return { given, snapshot, server, files, before, origin: new URL(request.url).host };
  } finally {
    await harness.close();
    await server.close();
  }
}

const DECODERS = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync };

/** The body as the file should be. */
function isBody(given: ReplayCase, found: Buffer | undefined): boolean {
  const { bodyLength = 0, bodySha256, contentEncoding, finalStatus } = given.engine ?? {};
  if (!found) return false;
  if (contentEncoding) {
    const reply = Buffer.from(given.server.replies['data']?.bytesLatin1 ?? '', 'latin1');
    const decode = DECODERS[contentEncoding as keyof typeof DECODERS];
    const start = reply.indexOf('\r\n\r\n') + 4;
    return decode(reply.subarray(start, start + bodyLength)).equals(found);
  }
  // The rest of a file whose beginning was there.
  const body = finalStatus === 206 ? found.subarray(partOf(given)?.length ?? 0) : found;
  return sha256(body) === bodySha256;
}

/** What is wrong with how the case went, or `null`. */
function fault({ given, snapshot, server, files, before, origin }: Played): string | null {
  const outcome = given.engine?.outcome ?? '';
  for (const { host, target, headers } of server.requests) {
    if (host !== origin && (headers.has('authorization') || headers.has('cookie'))) return `${host} saw a secret`;
    if (host === origin && headers.has('proxy-authorization')) return `${target} saw the proxy's secret`;
  }
  for (const [name, bytes] of before) if (!files.get(name)?.equals(bytes)) return `${name} was touched`;
  const finished = snapshot.status === 'finished';
  const body = files.get(snapshot.fileName);
  const others = [...files.keys()].filter((name) => !before.has(name) && !name.startsWith(snapshot.fileName));
  if (others.length > 0) return `left ${others.join(' ')}`;
  if (!finished && body && !before.has(snapshot.fileName)) return 'failed, and there is a file all the same';
  const told = snapshot.failure ? `${snapshot.failure.code}: ${snapshot.failure.detail}` : 'finished';
  if (given.id in OTHERWISE) return null;
  if (outcome.startsWith('already-complete'))
    return finished && body?.equals(partOf(given) ?? Buffer.alloc(0)) ? null : told;
  if (outcome.startsWith('no-resume')) return !finished || isBody(given, body) ? null : 'bytes were mixed';
  // Nothing was there that could be kept instead: an answer without a file is a failure.
  if (/^(fail|http-error|not-modified)/.test(outcome)) return finished ? 'finished' : null;
  if (outcome.startsWith('client-side')) return null;
  if (before.size > 0 && (given.engine?.finalStatus === undefined || given.server.replies['data'] === undefined))
    return null;
  if (finished) return isBody(given, body) ? null : 'finished with other bytes';
  return given.engine?.strictParserMayRefuse === undefined ? told : null;
}

describe.skipIf(loaded === null)(vectorsTitle('HTTP replay vectors', loaded), () => {
  let held = 0;
  afterAll(() => {
    reportScore('http-replay-cases.json', held, cases.length, { ...OTHERWISE, ...NOT_RUN });
  });

  for (const given of cases) {
    test(given.id, async () => {
      expect(fault(await play(given, true))).toBeNull();
      const bareLf = Object.values(given.server.replies).some(({ bareLfHeaders }) => bareLfHeaders);
      if (bareLf) {
        // Sent as recorded a strict parser may refuse it, but never take it for another file.
        const { engine } = given;
        if (engine) {
          const strict = { ...given, engine: { ...engine, strictParserMayRefuse: 'bare line feeds' } };
          expect(fault(await play(strict, false))).toBeNull();
        }
      }
      if (!(given.id in OTHERWISE)) held += 1;
    });
  }
});
