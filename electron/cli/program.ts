import { Command, CommanderError, Option } from 'commander';
import { CONFLICT_POLICIES, MAX_CONNECTIONS } from '../../shared/download.ts';
import { beginsAsLink } from '../../shared/links/schemes.ts';
import { MAX_ACTIVE } from '../../shared/queue.ts';
import { DEFAULT_MAX_ACTIVE } from '../../shared/settings.ts';
import { addRemoteCommands, type RemoteActions } from './remote/grammar.ts';
import type { RawOptions } from './raw-options.ts';
import { UsageError } from './usage-error.ts';

/** What to do with a command line that the grammar accepts. */
export interface Actions extends RemoteActions {
  get(urls: readonly string[], raw: RawOptions): Promise<void>;
  probe(url: string, raw: RawOptions): Promise<void>;
}

export interface ProgramPorts {
  readonly version: string;
  readonly out: (text: string) => void;
  readonly columns: number | undefined;
}

/**
 * Runs the command that `args` name.
 * @throws {UsageError} when the grammar does not accept them
 */
export async function runProgram(args: readonly string[], actions: Actions, ports: ProgramPorts): Promise<void> {
  const program = grammar(actions, ports, args);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version that were asked for have been printed.
    if (error.exitCode !== 0) throw new UsageError(sentence(error, args));
  }
}

const COMMANDS = ['get', 'probe', 'daemon', 'add', 'list', 'pause', 'resume', 'remove'];

function sentence(error: CommanderError, args: readonly string[]): string {
  if (error.code === 'commander.help') return 'Say what to do: sluice get URL, or sluice probe URL. See sluice --help.';
  const [first = ''] = args;
  if (error.code === 'commander.unknownCommand' && beginsAsLink(first)) {
    return 'To download a URL, write sluice get URL.';
  }
  const text = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const stop = /[.?!)]$/.test(text) ? '' : '.';
  const command = COMMANDS.includes(first) ? `sluice ${first}` : 'sluice';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${stop} See ${command} --help.`;
}

function grammar(actions: Actions, { version, out, columns }: ProgramPorts, args: readonly string[]): Command {
  const program = new Command('sluice')
    .description('Downloads files over several connections at once, and goes on where it stopped.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: out,
      // The caller says what is wrong, once and in its own form.
      writeErr: () => undefined,
      getOutHelpWidth: () => Math.min(columns ?? 100, 100),
    })
    .addHelpText('after', EXIT_CODE_HELP);

  const get = program
    .command('get')
    .summary('download files')
    .description(
      'Downloads each URL to a file. Run it again after it was stopped or killed and it goes on where it was.',
    )
    .usage('[options] URL...')
    .argument(
      '[URL...]',
      'http://, https://, ftp://, ftps:// or ftpes://, also of a .meta4 or .metalink file, or its path; several are several files',
    )
    .addHelpText('after', SIZE_HELP)
    .action((urls: string[], raw: RawOptions) => actions.get(urls, raw));
  for (const [group, options] of GET_OPTIONS) addGroup(get, group, options);

  const probe = program
    .command('probe')
    .summary('tell what a URL holds')
    .description('Asks the server for size, name, type and ranges. Writes no file.')
    .usage('[options] URL')
    .argument('<URL>', 'http://, https://, ftp://, ftps:// or ftpes://')
    .action((url: string, raw: RawOptions) => actions.probe(url, raw));
  for (const [group, options] of PROBE_OPTIONS) addGroup(probe, group, options);
  const remote = addRemoteCommands(program, actions, args);
  for (const command of [get, probe, ...remote])
    addGroup(command, 'Help:', []).helpOption('-h, --help', 'show this help');
  return program;
}

function addGroup(command: Command, heading: string, options: readonly (() => Option)[]): Command {
  command.optionsGroup(heading);
  for (const make of options) command.addOption(make());
  return command;
}

type Group = readonly [heading: string, options: readonly (() => Option)[]];

const option = (flags: string, description: string) => (): Option => new Option(flags, description);
const collect = (value: string, previous: readonly string[] | undefined): string[] => [...(previous ?? []), value];

const SIGN_IN: Group = [
  'Sign-in and headers (sent to the URL’s own origin only, never to mirrors):',
  [
    () => new Option('-H, --header <LINE>', "a request header, 'Name: value'; repeat for more").argParser(collect),
    option('--header-file <FILE>', 'headers from a file, one a line, # begins a comment'),
    option(
      '--user <NAME:PASSWORD>',
      'sign-in by Basic or Digest, or of FTP; others can see a command line, so prefer --header-file',
    ),
    option('--netrc', 'sign in with what ~/.netrc says for the URL’s host, unless another sign-in is given'),
    option('--netrc-file <FILE>', 'the same, with this file'),
    option('--no-netrc', 'read no such file (the default)'),
    () => new Option('--cookie <STR>', "cookies as 'a=1; b=2'").conflicts('cookieFile'),
    option('--cookie-file <FILE>', 'cookies in Netscape format; only those that fit the URL are sent'),
    option('--referer <URL>', 'the page the link was on'),
  ],
];

const NETWORK: Group = [
  'Network:',
  [
    option(
      '--proxy <URL>',
      'http, https, socks5 or socks5h (names looked up there), ://[USER:PASSWORD@]HOST:PORT; none; or system (the default): http_proxy, https_proxy, all_proxy and no_proxy',
    ),
    option('-4, --ipv4', 'connect to IPv4 addresses only'),
    option('-6, --ipv6', 'connect to IPv6 addresses only'),
    option('--interface <NAME>', 'connect from this network interface, or from this address'),
    option('--cert <FILE>', 'show this certificate to the URL’s own origin: PEM, or PKCS #12 with its key'),
    option('--key <FILE>', 'the private key of --cert, where that does not hold it (PEM)'),
    option('--max-retries <N>', 'attempts after a failure without one new byte (default 8; 0: no retry)'),
    option('--timeout <S>', 'seconds of silence until a connection is given up (default 30)'),
    option('--ca-file <FILE>', 'trust the certificates in this PEM file too'),
    option('--insecure', 'accept any certificate: anyone on the way can read and change the file'),
  ],
];

const GET_OPTIONS: readonly Group[] = [
  [
    'Where to:',
    [
      option('-d, --dir <DIR>', 'the folder, made when missing (default: the current one)'),
      option('-o, --output <FILE>', 'the file’s name, without a path (default: as the server or the URL says)'),
      option('--on-conflict <WHAT>', `when the name is taken: ${CONFLICT_POLICIES.join(', ')} (default number)`),
      option('-i, --input-file <FILE>', 'URLs from a file, one a line, # begins a comment; - reads stdin'),
    ],
  ],
  [
    'How:',
    [
      option('-x, --connections <N>', `1 to ${MAX_CONNECTIONS}, or auto: more while it pays (default auto)`),
      option('-j, --max-active <N>', `files at the same time, 1 to ${MAX_ACTIVE} (default ${DEFAULT_MAX_ACTIVE})`),
      option('--limit-rate <RATE>', 'bytes per second for each file (default: no limit)'),
      option('--checksum <ALGO=HEX>', 'md5, sha-1, sha-256, sha-512 or crc32 that the file must have'),
      () => new Option('--mirror <URL>', 'a further source of the same file; repeat for more').argParser(collect),
      option('--follow-metalink', 'of the URL of a .meta4 or .metalink fetch what it describes (the default)'),
      option('--no-follow-metalink', 'keep the Metalink itself instead'),
      option('--continue', 'go on with a part file that is there (the default)'),
      option('--no-continue', 'begin again instead'),
      option('--write-buffer <SIZE>', 'bytes gathered for one write (default 256k)'),
    ],
  ],
  SIGN_IN,
  NETWORK,
  [
    'Output:',
    [
      option('--json', 'one JSON object per line and event'),
      option('-q, --quiet', 'only failures; with --json only the outcome'),
    ],
  ],
];

const PROBE_OPTIONS: readonly Group[] = [
  SIGN_IN,
  NETWORK,
  ['Output:', [option('--json', 'one JSON object on one line')]],
];

const SIZE_HELP = `
SIZE and RATE are bytes: 1024, 500k, 2M, 1.5MiB. As in curl and aria2, k is 1024.`;

const EXIT_CODE_HELP = `
Exit codes: 0 done, 1 unexpected, 2 usage, 3 network, 4 server refused, 5 server failed,
6 file changed or damaged, 7 disk, 8 name taken, 130 interrupted.`;
