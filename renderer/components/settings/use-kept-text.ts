import { useState, type ChangeEvent, type KeyboardEvent } from 'react';

interface KeptTextOptions {
  readonly stored: string;
  readonly isValid?: (text: string) => boolean;
  readonly keep: (text: string) => void;
}

/** A text that is kept when it is left or by Enter, not while it is typed: on the way it may mean something else. */
export function useKeptText({ stored, isValid = () => true, keep }: KeptTextOptions) {
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? stored;
  const valid = isValid(value);
  return {
    valid,
    isTyped: typed !== null,
    /** For the input. */
    field: {
      value,
      autoComplete: 'off',
      spellCheck: false,
      'aria-invalid': !valid,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setTyped(event.target.value);
      },
      onBlur: () => {
        if (!valid) return;
        setTyped(null);
        if (value !== stored) keep(value);
      },
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      },
    },
  };
}
