import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EXIT_CODES } from '../../../shared/failures.ts';
import { isActive } from '../../../shared/status.ts';
import type { Settings } from '../../../shared/settings.ts';
import { CEILING_LIFE_MS, createEngine, hostMemory, type Engine, type EngineOptions } from '../../engine/index.ts';
import { keepDownloads, openLibrary, type Library } from '../../library/index.ts';
import {
  daemonFolder,
  formatInputFile,
  newSecret,
  parseInputFile,
  readAllowed,
  readState,
  removeState,
  requestFrom,
  settingsFrom,
  startRemote,
  writePrivate,
  writeState,
  type Listed,
  type RemoteHost,
} from '../../rpc/index.ts';
import type { Clock } from '../clock.ts';
import { followDownloads } from '../../hooks/index.ts';
import { describeError } from '../describe-error.ts';
import type { ExitCode } from '../exit-code.ts';
import { isThere } from '../remote/connect.ts';
import { UsageError } from '../usage-error.ts';
import { configurationFlags, parseFlags } from './flags.ts';
import { daemonHooks } from './hooks.ts';

export interface DaemonPorts {
  readonly version: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly clock: Clock;
  /** Aborted when the user or the system wants it to end. */
  readonly stop: AbortSignal;
}

const DEFAULT_PORT = 16_800;

/**
 * Runs engine, queue and library without a window until it is told to end; every checkpoint is on disk then. What is wrong
 * with it is told here: this is a bundle of its own, whose errors the command line would not know.
 */
export async function runDaemon(args: readonly string[], ports: DaemonPorts): Promise<ExitCode> {
  try {
    return await serve(args, ports);
  } catch (error) {
    const { text, code } = describeError(error);
    ports.err(text);
    return code;
  }
}

/** @throws {UsageError} for flags that make no sense, a port in use, or a daemon that runs already */
async function serve(args: readonly string[], ports: DaemonPorts): Promise<ExitCode> {
  const { cwd, err } = ports;
  const typed = parseFlags(args);
  const confPath = typed.values.get('conf-path');
  const conf = confPath === undefined ? [] : configurationFlags(read(resolve(cwd, confPath), '--conf-path'));
  const flags = parseFlags([...conf, ...args]);
  const flag = (name: string): string | undefined => flags.values.get(name);
  const quiet = flag('quiet') === 'true';
  const say = (text: string): void => {
    if (!quiet) ports.out(`sluice: ${text}\n`);
  };
  const port = portFrom(flag('rpc-listen-port'));
  const overrides = settingsFrom(Object.fromEntries(flags.values), cwd);
  const listed = [
    ...flags.urls.map((url): Listed => ({ uris: [url], options: {} })),
    ...readList(flag('input-file'), cwd, flag('save-session')),
  ];
  for (const name of flags.ignored) err(`sluice: ${name} means nothing to Sluice and is passed over.\n`);

  const folder = daemonFolder(ports.environment, process.platform);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const running = readState(folder);
  // In a container the one before may have had this very number.
  if (running && running.pid !== process.pid && (await isThere(running)))
    throw new UsageError(`A daemon runs already (process ${running.pid}, port ${running.port ?? 0}).`);

  const core = openCore(folder, overrides, cwd, ports);
  const { engine, library } = core;
  const hooks = daemonHooks(flags.values, engine, err);
  followDownloads(engine, hooks);
  let end: () => void = () => undefined;
  const ended = new Promise<void>((done) => {
    end = done;
    if (ports.stop.aborted) done();
    ports.stop.addEventListener('abort', () => {
      done();
    });
  });
  const secret = flag('rpc-secret') ?? ownSecret(folder);
  if (secret === '') throw new UsageError('--rpc-secret must not be empty: any page could reach the daemon then.');
  const allowed = [
    ...readAllowed(flag('rpc-allowed') ?? ''),
    ...(flag('rpc-allow-origin-all') === 'true' ? ['*'] : []),
  ];
  const host: RemoteHost = {
    engine,
    version: ports.version,
    settings: core.settings,
    changeSettings: core.change,
    save,
    shutdown: end,
  };
  function save(): void {
    core.flush();
    const path = flag('save-session');
    if (path !== undefined) writePrivate(resolve(cwd, path), formatInputFile(unfinished(engine)));
  }

  try {
    const remote = await startRemote({
      host,
      at: { port, listenAll: flag('rpc-listen-all') === 'true' },
      secret: () => secret,
      allowed: () => allowed,
      onDefect: (what, error) => {
        err(`sluice: ${what}: ${String(error)}\n`);
      },
    }).catch((error: unknown) => {
      throw new UsageError(whyNot(error, port));
    });
    writeState(folder, { port: remote.port, secret, pid: process.pid });
    for (const one of listed) add(engine, one, core.settings(), err);
    say(`listening on port ${remote.port}. Programs need the secret in ${join(folder, 'rpc.json')}.`);
    await ended;
    removeState(folder);
    await remote.close();
  } finally {
    await engine.shutdown();
    save();
    core.close();
    library.close();
    // They may take minutes: more than a service manager gives before it kills.
    await hooks.idle();
  }
  say('stopped.');
  return EXIT_CODES.done;
}

type Overrides = ReturnType<typeof settingsFrom>;

function openCore(folder: string, given: Overrides, cwd: string, { clock, err }: DaemonPorts) {
  const library: Library = openLibrary({
    path: join(folder, 'library.db'),
    now: new Date(),
    // No key store to ask without a session: secrets of downloads live as long as the process.
    secretBox: { seal: () => null, open: () => null },
    onUnreadable: (id, reason) => {
      err(`sluice: download ${id} cannot be read: ${String(reason)}\n`);
    },
  });
  // The command line's hold for this run, until a client says otherwise.
  let overrides: Overrides = given;
  const settings = () => {
    const stored: Settings = { ...library.settings.get(), ...overrides };
    return { ...stored, directory: stored.directory || cwd };
  };
  const hosts = hostMemory(Date.now, {
    known: library.hosts.since(Date.now() - CEILING_LIFE_MS),
    keep: (name, learnt) => {
      library.hosts.save(name, learnt);
    },
  });
  const engine = createEngine(engineOptions(settings()), { hosts });
  const stored = library.downloads.all();
  const keeper = keepDownloads({
    engine,
    store: library.downloads,
    queueStore: library.queues,
    stored,
    clock,
    onError: (error) => {
      err(`sluice: the list of downloads cannot be written: ${String(error)}\n`);
    },
  });
  engine.restore(stored, library.queues.all());
  return {
    engine,
    library,
    settings,
    change(patch: Overrides): void {
      library.settings.update(patch);
      overrides = Object.fromEntries(Object.entries(overrides).filter(([name]) => !(name in patch)));
      engine.configure(engineOptions(settings()));
    },
    flush: () => {
      keeper.flush();
    },
    close: () => {
      keeper.close();
    },
  };
}

const engineOptions = (settings: Settings): EngineOptions => ({
  maxActiveDownloads: settings.maxActiveDownloads,
  maxActivePerHost: settings.maxActivePerHost,
  limitBytesPerSecond: settings.limitBytesPerSecond,
  proxies: { proxy: settings.proxy, bypass: settings.proxyBypass },
});

/** Adds what is not on the list yet: a session that was saved and the list both tell of the same downloads. */
function add(
  engine: Engine,
  { uris, options }: Listed,
  settings: ReturnType<RemoteHost['settings']>,
  err: (text: string) => void,
) {
  const [url = '', ...mirrors] = uris;
  try {
    const { request, paused } = requestFrom(options, settings.directory);
    const { directory, connections, conflictPolicy } = { ...settings, ...request };
    const address = URL.canParse(url) ? new URL(url).href : url;
    const isKnown = engine
      .list()
      .some((known) => known.url === address && known.directory === directory && known.status !== 'finished');
    if (isKnown) return;
    engine.add(
      { directory, connections, conflictPolicy, ...request, url, ...(mirrors.length > 0 && { mirrors }) },
      { paused },
    );
  } catch (error) {
    err(`sluice: ${url.replace(/\/\/[^/]*@/, '//')}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

function unfinished(engine: Engine): Listed[] {
  return engine.list().flatMap(({ id, url, directory, status, fileName }) => {
    if (status === 'finished') return [];
    const { mirrors = [], fileName: wanted } = engine.record(id)?.request ?? {};
    const options = { dir: directory, out: wanted ?? fileName, ...(!isActive(status) && { pause: 'true' }) };
    return [{ uris: [url, ...mirrors], options }];
  });
}

/** Made at the first start; kept so that clients need be told once. */
function ownSecret(folder: string): string {
  const path = join(folder, 'rpc-secret');
  try {
    const known = readFileSync(path, 'utf8').trim();
    if (known !== '') return known;
  } catch {
    // The first start.
  }
  const secret = newSecret();
  writePrivate(path, secret);
  return secret;
}

function portFrom(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535) throw new UsageError('--rpc-listen-port is a number from 1 to 65535.');
  return port;
}

/** The first start of a program that saves its session has no file to read yet. */
function readList(path: string | undefined, cwd: string, saved: string | undefined): Listed[] {
  if (path === undefined) return [];
  const full = resolve(cwd, path);
  try {
    return parseInputFile(readFileSync(full, 'utf8'));
  } catch (error) {
    if (saved !== undefined && resolve(cwd, saved) === full) return [];
    throw new UsageError(`--input-file: ${full} cannot be read (${String((error as NodeJS.ErrnoException).code)}).`);
  }
}

function read(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${name}: ${path} cannot be read (${String((error as NodeJS.ErrnoException).code)}).`);
  }
}

function whyNot(error: unknown, port: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Give another one with --rpc-listen-port.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user. Give one above 1023 with --rpc-listen-port.`;
  return `The daemon cannot listen on port ${port}: ${error instanceof Error ? error.message : String(error)}`;
}
