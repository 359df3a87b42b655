import { useRef, type KeyboardEvent } from 'react';
import { useWords } from '../context.tsx';

interface SectionNavProps<Name extends string> {
  readonly names: readonly Name[];
  readonly current: Name;
  readonly label: (name: Name) => string;
  /** `reads`: the keyboard wants to be there, not only to look. */
  readonly onChoose: (name: Name, reads: boolean) => void;
}

const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => Math.min(count - 1, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The sections of the settings by name: one stop of the Tab key, arrows go through them. */
export function SectionNav<Name extends string>({ names, current, label, onChoose }: SectionNavProps<Name>) {
  const { t } = useWords();
  const list = useRef<HTMLElement>(null);
  function onKeyDown(event: KeyboardEvent): void {
    const index = STEPS[event.key]?.(names.indexOf(current), names.length);
    const name = index === undefined ? undefined : names[index];
    if (name === undefined) return;
    event.preventDefault();
    onChoose(name, false);
    list.current?.querySelectorAll('button')[names.indexOf(name)]?.focus();
  }
  return (
    <nav ref={list} className="section-nav" aria-label={t('settings.title')} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className="section-link"
          tabIndex={name === current ? 0 : -1}
          aria-current={name === current ? 'true' : undefined}
          data-testid={`settings-to-${name}`}
          onClick={(event) => {
            // Enter and Space come as a click without a pointer.
            onChoose(name, event.detail === 0);
          }}
        >
          {label(name)}
        </button>
      ))}
    </nav>
  );
}
