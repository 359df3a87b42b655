import { mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { DownloadSnapshot } from '../../shared/download.ts';
import type { CommandName, CommandOutcome, CommandReply, CommandRequest } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/settings.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Folders of a run of the app; they outlive it, so that a second run can find what the first one left. */
export interface AppFolders {
  readonly userData: string;
  readonly downloads: string;
  remove(): Promise<void>;
}

export function makeFolders(): AppFolders {
  const base = mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
  return {
    userData: join(base, 'user-data'),
    downloads: join(base, 'downloads'),
    // A killed app's helper processes write on for a moment.
    remove: () => rm(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}

export interface LaunchOptions {
  readonly folders: AppFolders;
  /** After the app's path. */
  readonly args?: readonly string[];
  /** Of Chromium. */
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Runs what is packaged instead of what is built. */
  readonly executable?: string;
}

/** The real app, and ways to ask it things. */
export interface SluiceApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly pid: number;
  /** What it has written to stdout and stderr so far. */
  output(): string;
  /** A command over the bridge, as the window sends it. @throws when it is answered with a failure */
  command<Name extends CommandName>(name: Name, request?: CommandRequest<Name>): Promise<CommandReply<Name>>;
  /** The same without any check, for requests that break the contract. */
  rawCommand(name: unknown, request?: unknown): Promise<CommandOutcome>;
  list(): Promise<readonly DownloadSnapshot[]>;
  settings(patch: Partial<Settings>): Promise<void>;
  isWindowVisible(): Promise<boolean>;
  /** Hides the window once it stands: one that shows itself on its first paint would undo a hiding before that. */
  hideWindow(): Promise<void>;
  /** Resolves with the exit code. */
  exited(): Promise<number | null>;
  /** An orderly end by the app's own quit. */
  quit(): Promise<void>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>;
}

/** What the environment of the person who runs the tests must not decide. */
const FOREIGN_VARIABLES = ['ELECTRON_RENDERER_URL', 'ELECTRON_RUN_AS_NODE', 'DBUS_SESSION_BUS_ADDRESS', 'NODE_OPTIONS'];

export function appEnvironment(
  folders: AppFolders,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_VARIABLES.includes(name));
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    SLUICE_USER_DATA: folders.userData,
    SLUICE_DOWNLOADS: folders.downloads,
    LANGUAGE: 'en',
    LANG: 'en_US.UTF-8',
    ...more,
  };
}

/** Chromium has no sandbox for root. */
export const rootSwitches = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

export async function launchApp({
  folders,
  args = [],
  switches = [],
  env,
  executable,
}: LaunchOptions): Promise<SluiceApp> {
  await mkdir(folders.userData, { recursive: true });
  await mkdir(folders.downloads, { recursive: true });
  const electron = await _electron.launch({
    args: [...rootSwitches(), ...switches, ...(executable === undefined ? [ROOT] : []), ...args],
    env: appEnvironment(folders, env),
    ...(executable !== undefined && { executablePath: executable }),
  });
  const child = electron.process();
  let output = '';
  child.stdout?.on('data', (text) => (output += String(text)));
  child.stderr?.on('data', (text) => (output += String(text)));
  const exit = new Promise<number | null>((resolveExit) => child.once('exit', (code) => resolveExit(code)));
  const page = await electron.firstWindow();
  await page.waitForLoadState('load');

  const rawCommand = (name: unknown, request?: unknown): Promise<CommandOutcome> =>
    page.evaluate(
      ([given, payload]) =>
        (window as unknown as { sluice: { command(n: unknown, r: unknown): Promise<CommandOutcome> } }).sluice.command(
          given,
          payload,
        ),
      [name, request] as const,
    );
  const app: SluiceApp = {
    electron,
    page,
    pid: child.pid ?? 0,
    output: () => output,
    rawCommand,
    async command(name, request) {
      const outcome = await rawCommand(name, request);
      if (!outcome.ok) throw new Error(`${name}: ${outcome.failure.code}: ${outcome.failure.detail}`);
      return outcome.value as CommandReply<typeof name>;
    },
    list: async () => (await app.command('feed:snapshot')).downloads,
    settings: async (patch) => void (await app.command('settings:update', patch)),
    isWindowVisible: () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible())),
    hideWindow: () =>
      electron.evaluate(async ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined) throw new Error('There is no window to hide.');
        if (!window.isVisible()) await new Promise<void>((resolve) => window.once('show', () => resolve()));
        window.hide();
      }),
    exited: () => exit,
    async quit() {
      await electron.evaluate(({ app: main }) => main.quit()).catch(() => undefined);
      await exit;
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
  // The page stands before the program does. One that cannot start, or has ended already, answers nothing.
  await rawCommand('app:info').catch(() => undefined);
  return app;
}
