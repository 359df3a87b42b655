export const ESC = '\x1b';
const TOKEN = new RegExp(`${ESC}\\[[\\d;?]*[A-Za-z]|${ESC}.|\\r|\\n|[^${ESC}\\r\\n]+`, 'g');
const UP = new RegExp(`^${ESC}\\[(\\d+)A$`);
const COLOUR = new RegExp(`^${ESC}\\[[\\d;]*m$`);

/**
 * What a terminal showed: the lines on it each time the program had drawn. Knows what the reporter uses: cursor up, erase to
 * the end, colours; anything else of the kind is a mistake.
 * @param columns longer lines wrap, and so take two
 * @throws {Error} for another escape sequence
 */
export function readScreens(text: string, columns: number): string[][] {
  const screens: string[][] = [];
  let lines = [''];
  let row = 0;
  const keep = (): void => {
    screens.push(lines.filter((line, index) => line !== '' || index < lines.length - 1));
  };
  for (const [token] of text.matchAll(TOKEN)) {
    const up = UP.exec(token);
    if (up) {
      keep();
      row -= Number(up[1]);
      if (row < 0) throw new Error('The cursor left the screen.');
    } else if (token === `${ESC}[J`) lines = [...lines.slice(0, row), ''];
    else if (token === '\n') {
      row += 1;
      while (lines.length <= row) lines.push('');
    } else if (COLOUR.test(token) || token === '\r') continue;
    else if (token.startsWith(ESC)) throw new Error(`Not known: ${JSON.stringify(token)}`);
    else {
      const whole = [...`${lines[row] ?? ''}${token}`];
      lines[row] = whole.slice(0, columns).join('');
      for (let at = columns; at < whole.length; at += columns) {
        row += 1;
        lines[row] = whole.slice(at, at + columns).join('');
      }
    }
  }
  keep();
  return screens;
}
