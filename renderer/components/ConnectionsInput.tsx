import { MAX_CONNECTIONS } from '../../shared/download.ts';
import { useWords } from './context.tsx';
import { Segmented } from './ui/Segmented.tsx';

interface ConnectionsInputProps {
  readonly id: string;
  readonly label: string;
  readonly auto: boolean;
  /** The fixed number, as typed. */
  readonly value: string;
  readonly valid: boolean;
  readonly onChange: (auto: boolean, value: string) => void;
}

/** Automatic, or a number. Its hint has the id `ID-hint`. */
export function ConnectionsInput({ id, label, auto, value, valid, onChange }: ConnectionsInputProps) {
  const { t } = useWords();
  return (
    <div className="flex gap-2">
      <Segmented
        label={label}
        value={auto ? 'auto' : 'fixed'}
        options={[
          { value: 'auto', label: t('add.auto') },
          { value: 'fixed', label: t('add.fixed') },
        ]}
        onChange={(choice) => {
          onChange(choice === 'auto', value);
        }}
      />
      {!auto && (
        <input
          id={id}
          className="input w-16! text-center tabular-nums"
          inputMode="numeric"
          autoComplete="off"
          aria-label={label}
          aria-describedby={`${id}-hint`}
          aria-invalid={!valid}
          value={value}
          data-testid={id}
          onChange={(event) => {
            onChange(false, event.target.value);
          }}
        />
      )}
    </div>
  );
}

/** What to say below it. */
export function useConnectionsNote(auto: boolean, valid: boolean): { hint: string; problem: string | null } {
  const { t } = useWords();
  return {
    hint: auto ? t('add.autoHint') : '',
    problem: valid ? null : t('add.connectionsInvalid', { max: MAX_CONNECTIONS }),
  };
}
