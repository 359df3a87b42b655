import { useEffect, useState } from 'react';
import { useApp, useWords } from './context.tsx';
import { Button } from './ui/Button.tsx';
import { Field } from './ui/Field.tsx';

interface FolderFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Whether it is a whole path. */
  readonly valid: boolean;
  /** Offers the folders that downloads went to before. */
  readonly history?: boolean;
  readonly onChange: (directory: string) => void;
  /** The field was left, Enter was pressed, or a folder was chosen: for who does not follow every letter. */
  readonly onCommit?: (directory: string) => void;
}

/** How long typing must rest before the disk is asked, ms. */
const REST = 200;

/** `undefined` while asking, `null` when the folder cannot be read. */
export function useFreeSpace(directory: string, valid: boolean): number | null | undefined {
  const { actions } = useApp();
  const [answer, setAnswer] = useState<{ readonly directory: string; readonly free: number | null }>();
  useEffect(() => {
    if (!valid || directory === '') return;
    let wanted = true;
    const timer = setTimeout(() => {
      void actions.freeSpace(directory).then((free) => {
        if (wanted) setAnswer({ directory, free });
      });
    }, REST);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [actions, directory, valid]);
  return answer?.directory === directory ? answer.free : undefined;
}

/** A folder: typed or chosen, with the space that is left there. */
export function FolderField({ id, label, hint, value, valid, history = false, onChange, onCommit }: FolderFieldProps) {
  const { actions } = useApp();
  const words = useWords();
  const { t } = words;
  const free = useFreeSpace(value.trim(), valid);
  const unreadable = valid && free === null;
  const problem = valid ? (unreadable ? t('add.unreadable') : null) : t('add.relative');
  return (
    <Field
      id={id}
      label={label}
      problem={problem}
      hint={hint}
      aside={
        typeof free === 'number' && (
          <span className="text-xs text-muted tabular-nums" data-testid={`${id}-free`}>
            {t('add.free', { amount: words.bytes(free) })}
          </span>
        )
      }
    >
      <div className="flex gap-2">
        <input
          id={id}
          className="input"
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null}
          value={value}
          list={history ? `${id}-history` : undefined}
          data-testid={id}
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onBlur={() => onCommit?.(value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onCommit?.(value.trim());
          }}
        />
        {history && <History id={`${id}-history`} />}
        <Button
          data-testid={`${id}-choose`}
          onClick={() => {
            void actions.chooseFolder(value.trim()).then((chosen) => {
              if (chosen === null) return;
              onChange(chosen);
              onCommit?.(chosen);
            });
          }}
        >
          {t('add.choose')}
        </Button>
      </div>
    </Field>
  );
}

function History({ id }: { readonly id: string }) {
  const { actions } = useApp();
  const [folders, setFolders] = useState<readonly string[]>([]);
  useEffect(() => {
    let isShown = true;
    void actions.recentFolders().then((recent) => {
      if (isShown) setFolders(recent);
    });
    return () => {
      isShown = false;
    };
  }, [actions]);
  return (
    <datalist id={id} data-testid={id}>
      {folders.map((folder) => (
        <option key={folder} value={folder} />
      ))}
    </datalist>
  );
}
