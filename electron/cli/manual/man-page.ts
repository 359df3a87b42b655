import type { CommandFacts, ManualFacts, OptionFacts } from './facts.ts';

export interface ManPageParts {
  /** When its text was last changed, `2026-01-31`. */
  readonly date: string;
  readonly exitStatus: readonly (readonly [code: string, meaning: string])[];
  readonly environment: readonly (readonly [name: string, meaning: string])[];
  readonly files: readonly (readonly [path: string, meaning: string])[];
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}

/** The man page, in the macros of man(7): understood by groff and mandoc. */
export function manPage(manual: ManualFacts, parts: ManPageParts): string {
  const lines = [
    `.TH ${manual.name.toUpperCase()} 1 "${parts.date}" "Sluice ${escape(manual.version)}" "User Commands"`,
    '.SH NAME',
    `${manual.name} \\- ${escape(lowerFirst(manual.description.replace(/\.$/, '')))}`,
    '.SH SYNOPSIS',
    ...manual.commands.flatMap(({ name, usage }, index) => [
      ...(index === 0 ? [] : ['.br']),
      `.B ${manual.name} ${name}`,
      text(usage),
    ]),
    '.SH DESCRIPTION',
    text(manual.description),
    ...manual.commands.flatMap((command) => commandLines(manual.name, command)),
    '.SH OPTIONS OF THE PROGRAM',
    ...manual.options.flatMap(optionLines),
    '.SH EXIT STATUS',
    ...pairs(parts.exitStatus),
    '.SH ENVIRONMENT',
    ...pairs(parts.environment),
    '.SH FILES',
    ...pairs(parts.files),
    '.SH EXAMPLES',
    ...pairs(parts.examples),
    '.SH SEE ALSO',
    '.BR curl (1),',
    '.BR aria2c (1),',
    '.BR wget (1)',
  ];
  return `${lines.join('\n')}\n`;
}

const commandLines = (program: string, command: CommandFacts): string[] => [
  `.SH ${escape(`${program} ${command.name}`.toUpperCase())}`,
  text(command.description),
  ...command.arguments.flatMap(({ name, description }) => tagged(`.I ${escape(name)}`, description)),
  ...command.groups.flatMap(({ heading, options }) => [`.SS ${escape(heading)}`, ...options.flatMap(optionLines)]),
];

function optionLines({ short, long, value, description }: OptionFacts): string[] {
  const names = [short, long].filter((name) => name !== undefined).map((name) => `\\fB${escape(name)}\\fR`);
  return tagged(`${names.join(', ')}${value === undefined ? '' : ` \\fI${escape(value)}\\fR`}`, description);
}

const pairs = (given: readonly (readonly [string, string])[]): string[] =>
  given.flatMap(([name, meaning]) => tagged(`.B ${escape(name)}`, meaning));

const tagged = (tag: string, meaning: string): string[] => ['.TP', tag, text(meaning)];

/** A line of running text: one that begins with a dot or a quote would be a macro. */
const text = (given: string): string => escape(given).replace(/^(?=[.'])/, '\\&');

const escape = (given: string): string =>
  given
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('’', '\\(cq')
    .replaceAll('…', '...')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha');

const lowerFirst = (given: string): string => given.charAt(0).toLowerCase() + given.slice(1);
