import type { Command } from 'commander';
import { CONFLICT_POLICIES } from '../../../shared/download.ts';
import { DAEMON_OPTIONS } from '../remote/grammar.ts';
import { UsageError } from '../usage-error.ts';
import { manualFacts, type ManualFacts } from './facts.ts';
import { manPage } from './man-page.ts';
import { PAGE_PARTS } from './page-parts.ts';
import { completion, SHELLS } from './shells.ts';

interface ManualPorts {
  readonly version: string;
  readonly out: (text: string) => void;
}

const PAGES = ['man', 'events'] as const;

/** What the command line can tell of itself, from its own grammar. */
export function addManualCommands(program: Command, { version, out }: ManualPorts): Command[] {
  const facts = (): ManualFacts =>
    manualFacts(program, version, {
      options: { daemon: DAEMON_OPTIONS },
      words: { '--on-conflict': CONFLICT_POLICIES, '--connections': ['auto'], '--proxy': ['none', 'system'] },
      takes: { get: 'file', completion: SHELLS, manual: PAGES },
    });
  const complete = program
    .command('completion')
    .summary('print the completion script for a shell')
    .description(
      'Prints the script that teaches a shell the commands and options. For bash: eval "$(sluice completion bash)".',
    )
    .argument('<SHELL>', SHELLS.join(', '))
    .action((given: string) => {
      const shell = SHELLS.find((known) => known === given);
      if (!shell) throw new UsageError(`There are completions for ${SHELLS.join(', ')}.`);
      out(completion(shell, facts()));
    });
  const manual = program
    .command('manual')
    .summary('print the man page, or the schema of --json')
    .description('Prints the man page (man), or the JSON Schema of the lines of get --json (events).')
    .argument('<PAGE>', PAGES.join(', '))
    .action(async (given: string) => {
      if (given === 'man') out(manPage(facts(), PAGE_PARTS));
      else if (given === 'events') out(`${JSON.stringify((await import('../events.ts')).eventsSchema(), null, 2)}\n`);
      else throw new UsageError(`The pages are ${PAGES.join(', ')}.`);
    });
  return [complete, manual];
}
