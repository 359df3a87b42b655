import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where newer versions of this copy are looked for. */
export interface UpdateSource {
  /** The folder on a server that holds `latest-linux.yml` or `latest.yml`, and the packages. */
  readonly address: string;
  readonly host: string;
  /** What the build says of its feed (electron-builder's `app-update.yml`); empty when it says nothing. */
  readonly built: string;
  /** Whether a newer version can be put in place by the program itself. */
  readonly installs: boolean;
}

export interface UpdateStart {
  readonly platform: NodeJS.Platform;
  readonly variables: NodeJS.ProcessEnv;
  /** `process.resourcesPath` of a packaged program, else `null`. */
  readonly resources: string | null;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What an update is, is decided by the answer of this address: nobody on the way may be able to write it. */
function hostOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, host } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)) ? host : null;
}

/** The text of the file that the build wrote, where it was given a feed. */
function readBuilt(resources: string | null): string {
  try {
    return resources === null ? '' : readFileSync(join(resources, 'app-update.yml'), 'utf8');
  } catch {
    return '';
  }
}

/**
 * An AppImage in a folder that may be written to, and what an installer of Windows has put in place. Packages belong to
 * their manager, an unpacked archive to who unpacked it, and macOS takes updates of signed programs only.
 */
function canInstall({ platform, variables }: UpdateStart): boolean {
  if (platform === 'win32') return !variables['PORTABLE_EXECUTABLE_DIR'];
  const image = platform === 'linux' ? variables['APPIMAGE'] : undefined;
  if (!image) return false;
  try {
    accessSync(dirname(image), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * `SLUICE_UPDATE_FEED` goes before what the build was given. `null` where neither names an address.
 * @throws {Error} when the address is neither https nor on loopback
 */
export function findUpdateSource(start: UpdateStart): UpdateSource | null {
  const built = readBuilt(start.resources);
  const address = start.variables['SLUICE_UPDATE_FEED'] || built.match(/^url: *["']?([^\s"']+)["']? *$/m)?.[1];
  if (!address) return null;
  const host = hostOf(address);
  if (host === null) throw new Error(`Updates are taken by https only, not from ${address}.`);
  return { address, host, built, installs: canInstall(start) };
}

/** The description of the feed as the updater reads it: the build's own, but for the address. */
export function describeFeed({ address, built }: Pick<UpdateSource, 'address' | 'built'>): string {
  // A JSON string is a YAML one. A function, since `$` means something in a replacement.
  const line = `url: ${JSON.stringify(address)}`;
  if (/^url:/m.test(built)) return built.replace(/^url:.*$/m, () => line);
  return `provider: generic\n${line}\nupdaterCacheDirName: updates\n`;
}
