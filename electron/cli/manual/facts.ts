import type { Command, Option } from 'commander';

/** What an option's value is, as far as a shell can help with it. */
export type ValueKind = 'none' | 'file' | 'folder' | 'words' | 'text';

export interface OptionFacts {
  /** As in `-d` and `--dir`; either may be absent. */
  readonly short: string | undefined;
  readonly long: string | undefined;
  /** As it stands in the help, such as `FILE`; `undefined`: it takes none. */
  readonly value: string | undefined;
  readonly kind: ValueKind;
  /** For `words`: what may be given. */
  readonly words: readonly string[];
  readonly description: string;
}

export interface CommandFacts {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Behind the command's name. */
  readonly usage: string;
  readonly arguments: readonly { readonly name: string; readonly description: string }[];
  readonly groups: readonly { readonly heading: string; readonly options: readonly OptionFacts[] }[];
  /** What its arguments are: paths, words to choose from, or nothing a shell knows. */
  readonly takes: readonly string[] | 'file' | null;
}

/** The whole command line, as its grammar has it. */
export interface ManualFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly commands: readonly CommandFacts[];
  /** Of the program itself. */
  readonly options: readonly OptionFacts[];
}

/** What the grammar knows and commander does not keep. */
export interface FurtherFacts {
  /** Options of a command that parses them by itself. */
  readonly options: Readonly<Record<string, readonly Option[]>>;
  /** What may be given for an option, by its long name. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** The same for a command's arguments. */
  readonly takes: Readonly<Record<string, readonly string[] | 'file'>>;
}

const ARGUMENTS_HEADING = 'Options';

export function manualFacts(program: Command, version: string, further: FurtherFacts): ManualFacts {
  const optionFacts = (option: Option): OptionFacts => {
    const [, value] = /[<[=]([A-Z][A-Z:=]*)/.exec(option.flags) ?? [];
    const words = further.words[option.long ?? ''] ?? [];
    return {
      short: option.short,
      long: option.long,
      value,
      kind: kindOf(value, words),
      words,
      description: option.description,
    };
  };
  return {
    name: program.name(),
    version,
    description: program.description(),
    options: program.createHelp().visibleOptions(program).map(optionFacts),
    commands: program
      .createHelp()
      .visibleCommands(program)
      .map((command): CommandFacts => {
        const help = command.createHelp();
        const groups = new Map<string, OptionFacts[]>();
        for (const option of [...(further.options[command.name()] ?? []), ...help.visibleOptions(command)]) {
          const heading = (option.helpGroupHeading ?? ARGUMENTS_HEADING).replace(/:$/, '');
          groups.set(heading, [...(groups.get(heading) ?? []), optionFacts(option)]);
        }
        return {
          name: command.name(),
          summary: command.summary() || command.description(),
          description: command.description() || command.summary(),
          usage: command.usage(),
          arguments: command.registeredArguments.map((argument) => ({
            name: argument.name(),
            description: argument.description,
          })),
          groups: [...groups].map(([heading, options]) => ({ heading, options })),
          takes: further.takes[command.name()] ?? null,
        };
      }),
  };
}

function kindOf(value: string | undefined, words: readonly string[]): ValueKind {
  if (value === undefined) return 'none';
  if (words.length > 0) return 'words';
  return value === 'FILE' ? 'file' : value === 'DIR' ? 'folder' : 'text';
}
