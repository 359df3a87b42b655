// @ts-check
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mustRun } from './run.mjs';
import { SetupError, say } from './say.mjs';

/**
 * @typedef {{
 *   library?: string, command?: string, pythonModule?: string,
 *   apt: string[], dnf: string, pacman: string, starts?: true,
 * }} Need
 *   What must be there (one of the first three), and the package that brings it.
 *   `apt` lists the names by which Debian and Ubuntu releases know it, newest first. `starts`: a server, at once, where a
 *   service manager runs; it is not asked for there, and its tests are skipped.
 */

/** What Electron links against, opens or, for the trash and for opening files, calls. @type {Need[]} */
const APP = [
  { library: 'libgtk-3.so.0', apt: ['libgtk-3-0t64', 'libgtk-3-0'], dnf: 'gtk3', pacman: 'gtk3' },
  { library: 'libnss3.so', apt: ['libnss3'], dnf: 'nss', pacman: 'nss' },
  { library: 'libasound.so.2', apt: ['libasound2t64', 'libasound2'], dnf: 'alsa-lib', pacman: 'alsa-lib' },
  { library: 'libgbm.so.1', apt: ['libgbm1'], dnf: 'mesa-libgbm', pacman: 'mesa' },
  {
    library: 'libatk-bridge-2.0.so.0',
    apt: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    dnf: 'at-spi2-atk',
    pacman: 'at-spi2-core',
  },
  { library: 'libcups.so.2', apt: ['libcups2t64', 'libcups2'], dnf: 'cups-libs', pacman: 'libcups' },
  { library: 'libdrm.so.2', apt: ['libdrm2'], dnf: 'libdrm', pacman: 'libdrm' },
  { library: 'libxkbcommon.so.0', apt: ['libxkbcommon0'], dnf: 'libxkbcommon', pacman: 'libxkbcommon' },
  { library: 'libnotify.so.4', apt: ['libnotify4'], dnf: 'libnotify', pacman: 'libnotify' },
  { command: 'gio', apt: ['libglib2.0-bin'], dnf: 'glib2', pacman: 'glib2' },
  { command: 'xdg-open', apt: ['xdg-utils'], dnf: 'xdg-utils', pacman: 'xdg-utils' },
];

/** @type {Need[]} */
const DISPLAY = [{ command: 'Xvfb', apt: ['xvfb'], dnf: 'xorg-x11-server-Xvfb', pacman: 'xorg-server-xvfb' }];

/** The man page is checked by mandoc, progress looked at in a terminal of script's; the RPC's answers are compared with aria2c's; the engine's tests go through real proxies; the tray test speaks D-Bus. @type {Need[]} */
const TESTS = [
  { command: 'mandoc', apt: ['mandoc'], dnf: 'mandoc', pacman: 'mandoc' },
  { command: 'script', apt: ['bsdutils'], dnf: 'util-linux-script', pacman: 'util-linux' },
  { command: 'aria2c', apt: ['aria2'], dnf: 'aria2', pacman: 'aria2' },
  { command: 'tinyproxy', apt: ['tinyproxy-bin'], dnf: 'tinyproxy', pacman: 'tinyproxy' },
  { command: 'microsocks', apt: ['microsocks'], dnf: 'microsocks', pacman: 'microsocks' },
  { command: 'vsftpd', apt: ['vsftpd'], dnf: 'vsftpd', pacman: 'vsftpd', starts: true },
  { command: 'dbus-daemon', apt: ['dbus'], dnf: 'dbus-daemon', pacman: 'dbus' },
  { pythonModule: 'dbus', apt: ['python3-dbus'], dnf: 'python3-dbus', pacman: 'python-dbus' },
  { pythonModule: 'gi', apt: ['python3-gi'], dnf: 'python3-gobject', pacman: 'python-gobject' },
];

/** The tests of the extension. @type {Need[]} */
const BROWSER = [{ command: 'chromium', apt: ['chromium'], dnf: 'chromium', pacman: 'chromium' }];

/** The tests under Wayland bring a compositor. @type {Need[]} */
const WAYLAND = [{ command: 'weston', apt: ['weston'], dnf: 'weston', pacman: 'weston' }];

/** The tests of packages make, look into and install them. @type {Need[]} */
const PACKAGING = [
  { command: '7za', apt: ['p7zip-full'], dnf: 'p7zip', pacman: 'p7zip' },
  { command: 'rpmbuild', apt: ['rpm'], dnf: 'rpm-build', pacman: 'rpm-tools' },
  { command: 'dpkg-deb', apt: ['dpkg'], dnf: 'dpkg', pacman: 'dpkg' },
  { command: 'xz', apt: ['xz-utils'], dnf: 'xz', pacman: 'xz' },
];

/** @param {string} command */
export function findCommand(command) {
  for (const dir of (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/sbin', '/sbin')) {
    if (!dir) continue;
    const file = join(dir, command);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here.
    }
  }
  return null;
}

/** @returns {Set<string> | null} null where there is no `ldconfig` to ask (musl, NixOS) */
function knownLibraries() {
  const ldconfig = findCommand('ldconfig');
  if (!ldconfig) return null;
  const { status, stdout } = spawnSync(ldconfig, ['-p'], { encoding: 'utf8' });
  if (status !== 0) return null;
  return new Set(stdout.split('\n').map((line) => line.trim().split(' ')[0] ?? ''));
}

/** @param {Need[]} needs */
function missing(needs) {
  const libraries = knownLibraries();
  const modules = needs.flatMap((need) => need.pythonModule ?? []);
  const absent = modules.length > 0 ? absentPythonModules(modules) : new Set();
  return needs.filter((need) => {
    if (need.library) return libraries !== null && !libraries.has(need.library);
    if (need.command) return findCommand(need.command) === null;
    return absent.has(need.pythonModule);
  });
}

/** @param {string[]} modules */
function absentPythonModules(modules) {
  const script = `import importlib.util as u\nprint(*[m for m in ${JSON.stringify(modules)} if not u.find_spec(m)])`;
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', script], { encoding: 'utf8' });
  return new Set(status === 0 ? stdout.trim().split(' ') : modules);
}

/**
 * The name this release uses. A name that apt does not know has no candidate.
 * @param {Need[]} needs
 */
function aptNames(needs) {
  const { stdout } = spawnSync('apt-cache', ['policy', ...needs.flatMap((need) => need.apt)], { encoding: 'utf8' });
  const candidates = new Set(
    [...(stdout ?? '').matchAll(/^(\S+):\n.*\n {2}Candidate: (?!\(none\))/gm)].map((match) => match[1]),
  );
  return needs.map((need) => need.apt.find((name) => candidates.has(name)) ?? need.apt.at(-1) ?? '');
}

/**
 * @param {Need[]} needs
 * @returns {string | null} one command to paste, where the system is known
 */
function installCommand(needs) {
  const unique = (/** @type {string[]} */ names) => [...new Set(names)].join(' ');
  if (findCommand('apt-get')) return `sudo apt-get update && sudo apt-get install -y ${unique(aptNames(needs))}`;
  if (findCommand('dnf')) return `sudo dnf install -y ${unique(needs.map((need) => need.dnf))}`;
  if (findCommand('pacman')) return `sudo pacman -S --needed ${unique(needs.map((need) => need.pacman))}`;
  return null;
}

/** @param {Need[]} needs */
async function aptInstall(needs) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=120'];
  await mustRun('apt-get update', 'apt-get', ['update', ...wait], { env, stdio: 'capture' });
  const names = [...new Set(aptNames(needs))];
  say(`Installing system packages: ${names.join(' ')}.`);
  await mustRun('apt-get install', 'apt-get', ['install', '-y', '--no-install-recommends', ...wait, ...names], {
    env,
    stdio: 'capture',
  });
}

/**
 * @param {{ display: boolean, tests: boolean, packaging?: boolean, browser?: boolean, wayland?: boolean }} wants
 *   whether a virtual display is needed, whether the tests' helpers are, and whether what makes packages is
 */
export async function ensureSystemPackages({ display, tests, packaging = false, browser = false, wayland = false }) {
  if (process.platform !== 'linux') return;
  const needs = [
    ...APP,
    ...(display ? DISPLAY : []),
    ...(tests ? TESTS.filter(({ starts }) => !starts || !existsSync('/run/systemd/system')) : []),
    ...(packaging ? PACKAGING : []),
    ...(browser ? BROWSER : []),
    ...(wayland ? WAYLAND : []),
  ];
  const lacking = missing(needs);
  if (lacking.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version') && findCommand('apt-get')) {
    await aptInstall(lacking);
    const still = missing(lacking);
    if (still.length === 0) return;
    throw new SetupError(`Still missing after the install: ${still.map(nameOf).join(', ')}.`);
  }
  const command = installCommand(lacking);
  throw new SetupError(
    `This system lacks ${lacking.map(nameOf).join(', ')}, so nothing was started.\n` +
      (command ? `Install with:\n\n  ${command}\n` : 'Please install what provides them, then try again.'),
  );
}

/** @param {Need} need */
const nameOf = (need) => need.library ?? need.command ?? `Python's ${need.pythonModule} module`;
