import { UsageError } from '../usage-error.ts';

/** What `sluice daemon` was started with; names are aria2c's. */
export interface DaemonFlags {
  readonly values: ReadonlyMap<string, string>;
  readonly urls: readonly string[];
  /** Options of aria2c's that mean nothing here. */
  readonly ignored: readonly string[];
}

const SHORT: Readonly<Record<string, string>> = {
  d: 'dir',
  i: 'input-file',
  j: 'max-concurrent-downloads',
  q: 'quiet',
  s: 'split',
  x: 'max-connection-per-server',
};
const SWITCHES = new Set(['enable-rpc', 'rpc-listen-all', 'rpc-allow-origin-all', 'quiet', 'no-conf']);
const VALUES = new Set([
  'dir',
  'rpc-listen-port',
  'rpc-secret',
  'rpc-allowed',
  'input-file',
  'save-session',
  'conf-path',
  'max-concurrent-downloads',
  'max-overall-download-limit',
  'split',
  'max-connection-per-server',
  'all-proxy',
  'http-proxy',
  'https-proxy',
  'all-proxy-user',
  'all-proxy-passwd',
  'no-proxy',
  'on-download-start',
  'on-download-complete',
  'on-download-error',
]);

/**
 * Reads `--name=value`, `--name value`, `--switch` and URLs. What aria2c knows and this program does not is passed over.
 * @throws {UsageError} when a value is missing
 */
export function parseFlags(args: readonly string[]): DaemonFlags {
  const values = new Map<string, string>();
  const urls: string[] = [];
  const ignored: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    const [, long, short, glued] = /^(?:--([^=]+)|-([a-zA-Z])(.*))/s.exec(argument) ?? [];
    if (long === undefined && short === undefined) {
      urls.push(argument);
      continue;
    }
    const name = long ?? SHORT[short ?? ''] ?? short ?? '';
    const equals =
      long === undefined ? null : argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : null;
    const given = equals ?? (glued === '' ? null : (glued ?? null));
    if (SWITCHES.has(name)) values.set(name, given === null || given === '' ? 'true' : given);
    else if (VALUES.has(name)) {
      if (given === null) index += 1;
      const value = given ?? args[index];
      if (value === undefined) throw new UsageError(`--${name} needs a value.`);
      values.set(name, value);
    } else ignored.push(long === undefined ? `-${short ?? ''}` : `--${name}`);
  }
  return { values, urls, ignored };
}

/** aria2's configuration file, `name=value` on each line, as the flags that it stands for. */
export const configurationFlags = (text: string): string[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const trimmed = line.trim();
    return trimmed === '' || trimmed.startsWith('#') ? [] : [`--${trimmed}`];
  });
