import type { CommandFacts, ManualFacts, OptionFacts } from './facts.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The script that teaches a shell the commands and options. */
export function completion(shell: Shell, manual: ManualFacts): string {
  return { bash, zsh, fish }[shell](manual);
}

const allOptions = ({ groups }: CommandFacts): OptionFacts[] => groups.flatMap(({ options }) => options);
const namesOf = ({ short, long }: OptionFacts): string[] => [short, long].filter((name) => name !== undefined);
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Needs nothing but bash itself; completes `--name value` and `--name=value`. */
function bash(manual: ManualFacts): string {
  const { name, commands, options } = manual;
  const cases = commands.map((command) => {
    const all = allOptions(command);
    const valued = all.filter(({ value }) => value !== undefined);
    return [
      `    ${command.name})`,
      '      case $prev in',
      ...valued.map((option) => `        ${namesOf(option).join('|')}) ${bashValue(option)} ;;`),
      '      esac',
      `      options=${quote(all.flatMap(namesOf).join(' '))}`,
      ...(command.takes === 'file' ? ['      takes=file'] : []),
      ...(Array.isArray(command.takes) ? [`      takes=${quote((command.takes as string[]).join(' '))}`] : []),
      '      ;;',
    ].join('\n');
  });
  return `# bash completion for ${name}. Made from its own grammar: ${name} completion bash
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' options takes='' i
  # Bash cuts a word at its "=".
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${commands.map((command) => command.name).join('|')}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command in
${cases.join('\n')}
    *)
      options=${quote([...commands.map((command) => command.name), ...options.flatMap(namesOf)].join(' '))}
      takes=$options
      ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  elif [[ $takes == file ]]; then
    ${bashPaths('-f')}
  elif [[ -n $takes ]]; then
    COMPREPLY=($(compgen -W "$takes" -- "$cur"))
  fi
}
complete -F _${name} ${name}
`;
}

/** A name may hold spaces. Bash 3, which macOS has, knows no mapfile. */
const bashPaths = (kind: '-f' | '-d'): string =>
  `local IFS=$'\\n'; COMPREPLY=($(compgen ${kind} -- "$cur")); compopt -o filenames 2>/dev/null`;

function bashValue({ kind, words }: OptionFacts): string {
  switch (kind) {
    case 'file':
      return `${bashPaths('-f')}; return`;
    case 'folder':
      return `${bashPaths('-d')}; return`;
    case 'words':
      return `COMPREPLY=($(compgen -W ${quote(words.join(' '))} -- "$cur")); return`;
    case 'text':
    case 'none':
      return 'return';
  }
}

function zsh({ name, commands, options }: ManualFacts): string {
  const described = commands.map((command) => quote(`${command.name}:${command.summary}`));
  const cases = commands.map(
    (command) =>
      `    ${command.name})\n      _arguments -s ${[...allOptions(command).flatMap(zshOption), ...zshRest(command)].join(' \\\n        ')}\n      ;;`,
  );
  return `#compdef ${name}
# zsh completion for ${name}. Made from its own grammar: ${name} completion zsh
_${name}() {
  local -a commands=(${described.join(' ')})
  local context state line
  _arguments -C ${[...options.flatMap(zshOption), quote('1:command:->command'), quote('*::argument:->argument')].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    argument)
  case $words[1] in
${cases.join('\n')}
  esac ;;
  esac
}
_${name} "$@"
`;
}

/** Each name by itself: one that was given may be given again where it repeats, and zsh sorts it out by its words. */
function zshOption(option: OptionFacts): string[] {
  const what = option.description.replace(/[\\:[\]]/g, '\\$&');
  return namesOf(option).map((name) => {
    const equals = option.value !== undefined && name.startsWith('--') ? '=' : '';
    return quote(`*${name}${equals}[${what}]${zshValue(option)}`);
  });
}

function zshValue({ kind, words, value = '' }: OptionFacts): string {
  const label = value.toLowerCase().replaceAll(':', ' ');
  switch (kind) {
    case 'none':
      return '';
    case 'file':
      return `:${label}:_files`;
    case 'folder':
      return `:${label}:_files -/`;
    case 'words':
      return `:${label}:(${words.join(' ')})`;
    case 'text':
      return `:${label}: `;
  }
}

function zshRest({ takes }: CommandFacts): string[] {
  if (takes === null) return [];
  return [quote(takes === 'file' ? '*:file:_files' : `*:word:(${takes.join(' ')})`)];
}

function fish({ name, commands, options }: ManualFacts): string {
  const known = commands.map((command) => command.name).join(' ');
  const line = (condition: string, more: string): string => `complete -c ${name} -n ${quote(condition)} ${more}`;
  const noCommand = `not __fish_seen_subcommand_from ${known}`;
  const lines = [
    `# fish completion for ${name}. Made from its own grammar: ${name} completion fish`,
    `complete -c ${name} -f`,
    ...options.map((option) => line(noCommand, fishOption(option))),
    ...commands.map((command) => line(noCommand, `-a ${command.name} -d ${quote(command.summary)}`)),
    ...commands.flatMap((command) => {
      const seen = `__fish_seen_subcommand_from ${command.name}`;
      return [
        ...allOptions(command).map((option) => line(seen, fishOption(option))),
        ...(command.takes === 'file' ? [line(seen, '-F')] : []),
        ...(Array.isArray(command.takes) ? [line(seen, `-a ${quote((command.takes as string[]).join(' '))}`)] : []),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function fishOption({ short, long, kind, words, description }: OptionFacts): string {
  const parts = [
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(long === undefined ? [] : [`-l ${long.slice(2)}`]),
    ...(kind === 'none'
      ? []
      : kind === 'file'
        ? ['-r -F']
        : kind === 'folder'
          ? [`-x -a '(__fish_complete_directories)'`]
          : ['-x']),
    ...(kind === 'words' ? [`-a ${quote(words.join(' '))}`] : []),
    `-d ${quote(description)}`,
  ];
  return parts.join(' ');
}
