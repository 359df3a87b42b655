import { Option, type Command } from 'commander';
import type { RemoteCommand, RemoteOptions } from './commands.ts';

export interface RemoteActions {
  /** @param args after the word `daemon`, as typed: they are aria2c's */
  daemon(args: readonly string[]): Promise<void>;
  remote(command: RemoteCommand): Promise<void>;
}

const json = (): Option => new Option('--json', 'one JSON object on each line');
const daemonOnly = (): Option => new Option('--daemon', 'ask the daemon, also while the app runs');

export function addRemoteCommands(program: Command, actions: RemoteActions, args: readonly string[]): Command[] {
  const daemon = program
    .command('daemon')
    .summary('run without a window, steered over aria2’s JSON-RPC')
    .description(
      'Keeps a list of downloads and answers aria2’s JSON-RPC on loopback until it is told to end (SIGTERM).',
    )
    .usage('[options] [URL...]')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText('after', DAEMON_HELP)
    .action(() => actions.daemon(args.slice(1)));
  const add = program
    .command('add')
    .summary('add downloads to the running app or daemon')
    .description('Adds each URL to the list of the app that runs, else of the daemon.')
    .argument('<URL...>', 'http://, https://, ftp://, ftps:// or ftpes://')
    .addOption(new Option('-d, --dir <DIR>', 'the folder (default: as there)'))
    .addOption(new Option('-o, --output <FILE>', 'the file’s name, for one URL'))
    .addOption(new Option('-x, --connections <N>', 'connections (default: as there)'))
    .addOption(new Option('--paused', 'add without starting'))
    .addOption(json())
    .addOption(daemonOnly())
    .action((urls: string[], options: RemoteOptions) => actions.remote({ name: 'add', urls, options }));
  const list = program
    .command('list')
    .summary('what the running app or daemon has on its list')
    .description('Lists what the app that runs, else the daemon, has on its list.')
    .addOption(json())
    .addOption(daemonOnly())
    .action((options: RemoteOptions) => actions.remote({ name: 'list', options }));
  const steering = (['pause', 'resume', 'remove'] as const).map((name) =>
    program
      .command(name)
      .summary(`${name} downloads of the running app or daemon`)
      .description(DESCRIPTIONS[name])
      .usage('[options] GID...')
      .argument('[GID...]', 'as `sluice list` shows them; a unique beginning will do')
      .addOption(new Option('--all', 'every download on the list'))
      .addOption(daemonOnly())
      .action((gids: string[], options: RemoteOptions) => actions.remote({ name, gids, options })),
  );
  return [daemon, add, list, ...steering];
}

const DESCRIPTIONS = {
  pause: 'Stops downloads of the app that runs, else of the daemon; what they have stays.',
  resume: 'Lets paused and failed downloads go on. With --all those that are paused.',
  remove: 'Stops downloads and takes them off the list. Files and part files stay on disk.',
} as const;

/** aria2c's, which the daemon reads by itself; here for the help, the man page and the completions. */
export const DAEMON_OPTIONS: readonly Option[] = [
  new Option('-d, --dir <DIR>', 'folder for downloads (default: the current one)'),
  new Option('--rpc-listen-port <PORT>', 'default 16800'),
  new Option('--rpc-secret <SECRET>', 'default: one made at the first start'),
  new Option('--rpc-listen-all', 'on every interface instead of loopback only'),
  new Option('--rpc-allowed <LIST>', 'pages and names of this machine that may call, by comma'),
  new Option('--rpc-allow-origin-all', 'any page may call; the secret still counts'),
  new Option('-i, --input-file <FILE>', "downloads to add, in aria2's form"),
  new Option('--save-session <FILE>', 'writes there what is unfinished at the end'),
  new Option('--conf-path <FILE>', 'options from a file, name=value on each line'),
  new Option('-j, --max-concurrent-downloads <N>', 'files at the same time'),
  new Option('-x, --max-connection-per-server <N>', 'connections of a download'),
  new Option('-s, --split <N>', 'the same; the smaller of the two counts'),
  new Option('--max-overall-download-limit <RATE>', 'bytes per second over all'),
  new Option('--all-proxy <URL>', 'for all downloads; with a sign-in better by --conf-path'),
  new Option('--on-download-start <FILE>', 'a program, told of each start'),
  new Option('--on-download-complete <FILE>', 'a program, told of each file that is whole'),
  new Option('--on-download-error <FILE>', 'a program, told of each failure'),
  new Option('-q, --quiet', 'say nothing on stdout'),
];

/** aria2 writes them with an equals sign. */
const line = ({ short, flags, long, description }: Option): string => {
  const value = /<(.*)>/.exec(flags)?.[1];
  const name = `${short === undefined ? '' : `${short}, `}${long ?? ''}${value === undefined ? '' : `=${value}`}`;
  return `  ${name.padEnd(34)}  ${description}`;
};

const DAEMON_HELP = `
Options are aria2c's, so that programs that start aria2c can start this instead:
${DAEMON_OPTIONS.map(line).join('\n')}
Other options of aria2c's are told and passed over. The list survives a restart.`;
