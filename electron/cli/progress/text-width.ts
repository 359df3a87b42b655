/** Two columns: East Asian wide and full-width forms, and emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
/** None: combining marks and invisible joiners. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Terminal columns that a text without control characters takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

const characterWidth = (character: string): number => {
  if (character.charCodeAt(0) < 0x300) return 1;
  return NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
};

/** At most `columns` wide; what goes is taken from the middle, because a name's end tells as much as its beginning. */
export function shorten(text: string, columns: number, ellipsis: string): string {
  if (textWidth(text) <= columns) return text;
  const room = columns - textWidth(ellipsis);
  if (room <= 0) return cut([...text], Math.max(0, columns)).join('');
  const head = cut([...text], Math.ceil(room / 2));
  const tail = cut([...text].reverse(), Math.floor(room / 2)).reverse();
  return head.join('') + ellipsis + tail.join('');
}

function cut(characters: readonly string[], columns: number): string[] {
  const kept: string[] = [];
  let width = 0;
  for (const character of characters) {
    width += characterWidth(character);
    if (width > columns) break;
    kept.push(character);
  }
  return kept;
}
