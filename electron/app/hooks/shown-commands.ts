/** Of each program: more could push the next one, or the question itself, off the screen. */
const MOST_LETTERS = 500;
const MOST_LINES = 8;

/** Programs as the user is asked about them: each on a line of its own, its arguments indented below it, as far as there is room. */
export const shownCommands = (commands: readonly (readonly string[])[]): string => commands.map(shown).join('\n');

function shown(command: readonly string[]): string {
  const lines = command.slice(0, MOST_LINES).join('\n    ');
  if (lines.length > MOST_LETTERS) return `${lines.slice(0, MOST_LETTERS)}…`;
  return command.length > MOST_LINES ? `${lines}\n    …` : lines;
}
