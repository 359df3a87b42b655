import type { ChangeEvent } from 'react';

/** What every plain text field has. */
export const plainField = (id: string, value: string, onChange: (text: string) => void) => ({
  id,
  className: 'input',
  type: 'text',
  autoComplete: 'off',
  spellCheck: false,
  'aria-describedby': `${id}-hint`,
  'data-testid': id,
  value,
  onChange: (event: ChangeEvent<HTMLInputElement>) => {
    onChange(event.target.value);
  },
});
