import type { createEngine, environmentProxies, fetchMetalink, probeUrl, readMetalink } from '../engine/index.ts';
import type { Clock } from './clock.ts';
import { refusal } from './describe-error.ts';
import type { runDaemon } from './daemon/index.ts';
import type { ExitCode } from './exit-code.ts';
import { createHooks } from '../hooks/index.ts';
import { get } from './get.ts';
import { hooksFrom } from './hook-options.ts';
import { jsonReporter } from './json-events.ts';
import { readMetalinks, readOptionFiles, type OptionFiles } from './option-files.ts';
import { parseGet, parseProbe, type GetCommand } from './options.ts';
import { plainReporter } from './progress/plain.ts';
import { TerminalReporter } from './progress/terminal.ts';
import { printable } from './printable.ts';
import type { Actions } from './program.ts';
import { probe } from './probe.ts';
import { typedProxy } from './proxy.ts';
import type { RawOptions } from './raw-options.ts';
import { quietReporter, type Reporter } from './reporter.ts';
import { sourceOptions } from './source-options.ts';
import { runRemote } from './remote/commands.ts';
import { Interrupted, orStopped } from './stop-signals.ts';
import type { TerminalFacts } from './terminal-facts.ts';
import { UsageError } from './usage-error.ts';

interface EngineDoor {
  readonly createEngine: typeof createEngine;
  readonly probeUrl: typeof probeUrl;
  readonly readMetalink: typeof readMetalink;
  readonly fetchMetalink: typeof fetchMetalink;
  readonly environmentProxies: typeof environmentProxies;
}

/** The process and the engine, as the commands see them. */
export interface Host {
  readonly version: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Opened only when asked for. */
  readonly stdin: () => NodeJS.ReadableStream;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly terminal: TerminalFacts;
  readonly terminalSize: () => { readonly columns: number; readonly rows: number };
  readonly clock: Clock;
  /** ms since 1970. */
  readonly wallNow: () => number;
  /** Aborted when the user wants to stop. */
  readonly stop: AbortSignal;
  readonly engine: () => Promise<EngineDoor>;
  readonly daemon: () => Promise<{ readonly runDaemon: typeof runDaemon }>;
  readonly exit: (code: ExitCode) => void;
}

const INSECURE = 'sluice: warning: certificates are not checked (--insecure).\n';

export function createActions(host: Host): Actions {
  const surroundings = host;
  return {
    async get(urls, raw) {
      try {
        const files = await orStopped(readOptionFiles(raw, host.stdin), host.stop);
        const metalinks = await orStopped(
          readMetalinks(
            urls,
            {
              parse: async (text) => (await host.engine()).readMetalink(text),
              fetch: async (url) => {
                const { fetchMetalink, environmentProxies } = await host.engine();
                return fetchMetalink(
                  sourceOptions(url, raw, files, surroundings),
                  environmentProxies(host.environment),
                );
              },
            },
            raw.followMetalink !== false,
          ),
          host.stop,
        );
        const command = parseGet(urls, raw, { ...files, metalinks }, surroundings);
        const wanted = hooksFrom(raw);
        warn(raw, files, host);
        const { createEngine, environmentProxies } = await host.engine();
        const engine = createEngine(
          {
            maxActiveDownloads: command.maxActive,
            // Downloads say it themselves; what hooks post must not go another way than they.
            proxies: { proxy: typedProxy(raw.proxy), bypass: '' },
            network: { dnsOverHttps: raw.dohUrl, systemAuthorities: raw.caNative },
          },
          { systemProxy: environmentProxies(host.environment) },
        );
        const { clock, err: complain, stop } = host;
        const hooks = createHooks({
          hooks: () => wanted,
          report: (text) => complain(`sluice: ${printable(text)}\n`),
          post: engine.post,
        });
        const code = await get(command, { engine, reporter: reporterFor(command, host), hooks, clock, complain, stop });
        await hooks.idle();
        host.exit(code);
      } catch (error) {
        // Whoever reads the events learns it there, too.
        const told = raw.json && !(error instanceof Interrupted);
        if (told) host.out(`${JSON.stringify({ event: 'failed', ...refusal(error) })}\n`);
        throw error;
      }
    },
    async daemon(args) {
      const { runDaemon } = await host.daemon().catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
        throw new UsageError(
          'This file alone has no daemon: run the sluice of a package, or put daemon.js and libsql beside it.',
        );
      });
      host.exit(await runDaemon(args, host));
    },
    async remote(command) {
      host.exit(await orStopped(runRemote(command, host), host.stop));
    },
    async probe(url, raw) {
      const files = await orStopped(readOptionFiles(raw, host.stdin), host.stop);
      const command = parseProbe(url, raw, files, surroundings);
      warn(raw, files, host);
      const { probeUrl, environmentProxies } = await host.engine();
      const ask = (request: typeof command.request) =>
        probeUrl(request, undefined, environmentProxies(host.environment));
      host.exit(await orStopped(probe(command, { out: host.out, probe: ask }), host.stop));
    },
  };
}

function warn(raw: RawOptions, { warnings = [] }: OptionFiles, { err }: Host): void {
  if (raw.insecure) err(INSECURE);
  for (const warning of warnings) err(`sluice: warning: ${printable(warning)}.\n`);
}

function reporterFor({ json, quiet }: GetCommand, host: Host): Reporter {
  if (json) return jsonReporter(host.out, host.clock, quiet);
  if (quiet) return quietReporter;
  if (!host.terminal.live) return plainReporter(host.out, host.clock, host.wallNow);
  return new TerminalReporter({ ...host, write: host.out, look: host.terminal.look, size: host.terminalSize });
}
