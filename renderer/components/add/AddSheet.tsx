import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { asSluiceError, type Failure } from '../../../shared/failures.ts';
import type { AddResult } from '../../../shared/ipc/add.ts';
import { nameInLink } from '../../../shared/links/extract.ts';
import { ConnectionsInput, useConnectionsNote } from '../ConnectionsInput.tsx';
import { useApp, useSetting, useUi, useWords } from '../context.tsx';
import { FolderField } from '../FolderField.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { ChecksumField } from './ChecksumField.tsx';
import { checkDraft, type Draft } from './draft.ts';
import { LinksField } from './LinksField.tsx';
import { Refused, Rejected } from './Rejected.tsx';

type Outcome = { readonly result: AddResult } | { readonly failure: Failure };

/** What the sheet starts from: the settings, for all but the links. */
function useDraft() {
  const standard = useUi((state) => state.info?.directory ?? '');
  const directory = useSetting('directory') || standard;
  const connections = useSetting('connections');
  const [fields, setFields] = useState<Omit<Draft, 'text'>>({
    directory,
    fileName: '',
    auto: connections === 'auto',
    connections: connections === 'auto' ? '8' : String(connections),
    checksum: '',
  });
  const change = (patch: Partial<Omit<Draft, 'text'>>): void => {
    setFields((before) => ({ ...before, ...patch }));
  };
  return { fields, change, standard: directory };
}

export function AddSheet() {
  const { ui, actions } = useApp();
  const { t } = useWords();
  const text = useUi((state) => state.addText);
  const { fields, change, standard } = useDraft();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const links = useRef<HTMLTextAreaElement>(null);
  const checked = checkDraft({ ...fields, text }, standard);
  const { found, single, request } = checked;
  const connectionsNote = useConnectionsNote(fields.auto, checked.connections !== null);

  useEffect(() => {
    // Text that came with a paste or a drop is there before the sheet: what comes next is a look at its end.
    const field = links.current;
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);

  async function submit(start: boolean): Promise<void> {
    if (!request || busy) return;
    setBusy(true);
    try {
      const result = await actions.add({ ...request, start });
      // Nothing is lost: what was refused stays in the field, and so does what could not be sent.
      const left = [...result.rejected.map(({ url }) => url), ...found.unusable];
      ui.store.setState({ addText: left.join('\n') });
      if (left.length === 0) ui.closeSheet();
      else setOutcome(result.rejected.length > 0 ? { result } : null);
    } catch (thrown) {
      setOutcome({ failure: asSluiceError(thrown).toFailure() });
    } finally {
      setBusy(false);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const inField = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (event.ctrlKey || event.metaKey || inField) {
      event.preventDefault();
      void submit(true);
    }
  }

  return (
    <Sheet title={t('add.title')} testId="add-sheet" width={620} onClose={ui.closeSheet}>
      <div className="flex flex-col gap-2 overflow-y-auto px-5 pt-4 pb-2" onKeyDown={onKeyDown}>
        <LinksField
          text={text}
          found={found}
          hosts={checked.hosts}
          field={links}
          onChange={(addText) => {
            ui.store.setState({ addText });
          }}
        />
        {outcome &&
          ('result' in outcome ? <Rejected result={outcome.result} /> : <Refused failure={outcome.failure} />)}
        <FolderField
          id="add-folder"
          label={t('add.folder')}
          value={fields.directory}
          valid={checked.directoryOk}
          onChange={(directory) => {
            change({ directory });
          }}
        />
        <div className="grid grid-cols-2 gap-x-5">
          <Field id="add-name" label={t('add.name')} problem={checked.fileNameOk ? null : t('add.nameInvalid')}>
            <input
              id="add-name"
              type="text"
              className="input"
              autoComplete="off"
              spellCheck={false}
              disabled={!single}
              placeholder={(single && nameInLink(found.links[0] ?? '')) || t('add.nameHint')}
              aria-describedby="add-name-hint"
              aria-invalid={!checked.fileNameOk}
              value={single ? fields.fileName : ''}
              data-testid="add-name"
              onChange={(event) => {
                change({ fileName: event.target.value });
              }}
            />
          </Field>
          <Field id="add-connections" label={t('add.connections')} {...connectionsNote}>
            <ConnectionsInput
              id="add-connections"
              label={t('add.connections')}
              auto={fields.auto}
              value={fields.connections}
              valid={checked.connections !== null}
              onChange={(auto, connections) => {
                change({ auto, connections });
              }}
            />
          </Field>
        </div>
        {single && (
          <ChecksumField
            value={fields.checksum}
            read={checked.checksum}
            onChange={(checksum) => {
              change({ checksum });
            }}
          />
        )}
      </div>
      <footer className="flex flex-none justify-end gap-2 border-t border-line px-5 py-3">
        <Button disabled={!request || busy} data-testid="add-paused" onClick={() => void submit(false)}>
          {t('add.paused')}
        </Button>
        <Button kind="primary" disabled={!request || busy} data-testid="add-start" onClick={() => void submit(true)}>
          {t('add.start', { count: Math.max(1, found.links.length) })}
        </Button>
      </footer>
    </Sheet>
  );
}
