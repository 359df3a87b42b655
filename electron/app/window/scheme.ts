import { protocol, type Protocol } from 'electron';
import { readFile, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { mediaTypeOf, resolveAsset } from './asset-path.ts';
import { APP_SCHEME, CONTENT_SECURITY_POLICY } from './origin.ts';

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Serves the files below `root`, and nothing else, to the pages of a session. */
export function serveAppScheme(sessionProtocol: Protocol, root: string): void {
  sessionProtocol.handle(APP_SCHEME, async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const file = resolveAsset(root, request.url);
    const mediaType = file && mediaTypeOf(file);
    if (!file || !mediaType) return refuse(404);
    try {
      // A link inside the folder could lead out of it.
      const [real, realRoot] = await Promise.all([realpath(file), realpath(root)]);
      if (!real.startsWith(realRoot + sep)) return refuse(404);
      return new Response(await readFile(real), { headers: { ...HEADERS, 'Content-Type': mediaType } });
    } catch {
      return refuse(404);
    }
  });
}

const refuse = (status: number): Response => new Response(null, { status, headers: HEADERS });
