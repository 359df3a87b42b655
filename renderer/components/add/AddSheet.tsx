import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { asSluiceError, type Failure } from '../../../shared/failures.ts';
import type { AddResult } from '../../../shared/ipc/add.ts';
import type { AddFields } from '../../store/adding.ts';
import { ConnectionsInput, useConnectionsNote } from '../ConnectionsInput.tsx';
import { useApp, useSetting, useUi, useWords } from '../context.tsx';
import { FolderField, useFreeSpace } from '../FolderField.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { AdvancedFields } from './AdvancedFields.tsx';
import { ChecksumField } from './ChecksumField.tsx';
import { CategoryField } from './CategoryField.tsx';
import { checkDraft, type Draft } from './draft.ts';
import { LinkNotes } from './LinkNotes.tsx';
import { LinksField } from './LinksField.tsx';
import { PreviewList } from './PreviewList.tsx';
import { Refused, Rejected } from './Rejected.tsx';
import { planOf } from './submit.ts';
import { useItems } from './use-items.ts';

type Outcome = { readonly result: AddResult } | { readonly failure: Failure };

/** What stands in the sheet; where nothing was typed, what the settings say. */
function useDraft() {
  const { adding } = useApp();
  const standard = useUi((state) => state.info?.directory ?? '');
  const categories = useSetting('categories');
  const usual = useSetting('directory') || standard;
  const connections = useSetting('connections');
  const { text, files, fields } = useStore(adding.store);
  const category = categories.find(({ id }) => id === fields.categoryId);
  const categoryId = category?.id ?? '';
  const directory = category?.directory || usual;
  const draft = useMemo<Draft>(
    () => ({
      ...fields,
      text,
      files,
      categoryId,
      directory: fields.directory || directory,
      auto: fields.auto ?? connections === 'auto',
      connections: fields.auto === null && connections !== 'auto' ? String(connections) : fields.connections,
    }),
    [fields, text, files, categoryId, directory, connections],
  );
  return { draft, standard: directory, chosen: fields.auto !== null };
}

export function AddSheet() {
  const { ui, actions, adding } = useApp();
  const { t } = useWords();
  const categories = useSetting('categories');
  const { draft, standard, chosen } = useDraft();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const links = useRef<HTMLTextAreaElement>(null);
  const checked = useMemo(() => checkDraft(draft, standard), [draft, standard]);
  const { found, single, request } = checked;
  const isElsewhere = checked.request?.directory !== undefined;
  const items = useItems(checked, draft.directory.trim(), draft.categoryId, draft.fileName, isElsewhere);
  const free = useFreeSpace(draft.directory.trim(), checked.directoryOk) ?? null;
  const connectionsNote = useConnectionsNote(draft.auto, checked.connections !== null);
  const plan = planOf(items);
  const onlyShows = plan.count === 0 && plan.shown.length > 0;
  const change = (patch: Partial<AddFields>): void => {
    adding.change(patch);
  };

  useEffect(() => {
    // Text that came with a paste or a drop is there before the sheet: what comes next is a look at its end.
    const field = links.current;
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);

  async function submit(start: boolean): Promise<void> {
    if (!request || busy) return;
    setBusy(true);
    try {
      await actions.giveWay(plan.replaced);
      const { urls, files } = plan;
      // Left as it is, their number is for the rule of the link's host to say.
      const how = chosen ? request : { ...request, connections: undefined };
      const result = plan.count > 0 ? await actions.add({ ...how, urls, files, start }) : { added: [], rejected: [] };
      // Nothing is lost: what was refused stays in the field, and so does what could not be sent.
      const refused = new Set(result.rejected.map(({ url }) => url));
      const described = draft.files.filter(({ url }) => refused.has(url));
      const left = [...refused].filter((url) => !described.some((file) => file.url === url));
      adding.clear();
      adding.store.setState({ text: [...left, ...found.unusable].join('\n'), files: described });
      const [shown] = plan.shown;
      if (result.added.length === 0 && shown !== undefined) actions.reveal(shown);
      if (refused.size + found.unusable.length === 0) ui.closeSheet();
      else setOutcome(refused.size > 0 ? { result } : null);
    } catch (thrown) {
      setOutcome({ failure: asSluiceError(thrown).toFailure() });
    } finally {
      setBusy(false);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const inField = event.target instanceof HTMLInputElement && /^(?:text|password)$/.test(event.target.type);
    if (event.ctrlKey || event.metaKey || inField) {
      event.preventDefault();
      void submit(true);
    }
  }

  return (
    <Sheet title={t('add.title')} testId="add-sheet" width={680} onClose={ui.closeSheet}>
      <div className="flex flex-col gap-2 overflow-y-auto px-5 pt-4 pb-3" onKeyDown={onKeyDown}>
        <LinksField
          text={draft.text}
          found={found}
          none={checked.items.length === 0}
          hosts={checked.hosts}
          field={links}
          onChange={(text) => {
            adding.store.setState({ text });
          }}
        />
        <LinkNotes checked={checked} literal={draft.literal} />
        {outcome &&
          ('result' in outcome ? <Rejected result={outcome.result} /> : <Refused failure={outcome.failure} />)}
        <PreviewList items={items} freeBytes={free} />
        <div className="grid grid-cols-[11rem_minmax(0,1fr)] gap-x-5 max-tight:gap-x-3">
          <CategoryField
            value={draft.categoryId}
            items={items}
            onChange={(categoryId) => {
              const { directory } = categories.find(({ id }) => id === categoryId) ?? { directory: '' };
              // Its folder follows; a folder chosen after that goes before it.
              change(directory === '' ? { categoryId } : { categoryId, directory: '' });
            }}
          />
          <FolderField
            id="add-folder"
            label={t('add.folder')}
            value={draft.directory}
            valid={checked.directoryOk}
            history
            onChange={(directory) => {
              change({ directory });
            }}
          />
        </div>
        <div className="grid grid-cols-2 gap-x-5 max-tight:grid-cols-1">
          <Field id="add-name" label={t('add.name')} problem={checked.fileNameOk ? null : t('add.nameInvalid')}>
            <input
              id="add-name"
              type="text"
              className="input"
              autoComplete="off"
              spellCheck={false}
              disabled={!single}
              placeholder={(single && items[0]?.fileName) || t('add.nameHint')}
              aria-describedby="add-name-hint"
              aria-invalid={!checked.fileNameOk}
              value={single ? draft.fileName : ''}
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
              auto={draft.auto}
              value={draft.connections}
              valid={checked.connections !== null}
              onChange={(auto, connections) => {
                change({ auto, connections });
              }}
            />
          </Field>
        </div>
        {single && (
          <ChecksumField
            value={draft.checksum}
            read={checked.checksum}
            onChange={(checksum) => {
              change({ checksum });
            }}
          />
        )}
        <AdvancedFields fields={draft} checked={checked} onChange={change} />
      </div>
      <footer className="flex flex-none justify-end gap-2 border-t border-line px-5 py-3">
        <Button
          disabled={!request || busy || plan.count === 0}
          data-testid="add-paused"
          onClick={() => void submit(false)}
        >
          {t('add.paused')}
        </Button>
        <Button kind="primary" disabled={!request || busy} data-testid="add-start" onClick={() => void submit(true)}>
          {onlyShows ? t('duplicate.show') : t('add.start', { count: Math.max(1, plan.count) })}
        </Button>
      </footer>
    </Sheet>
  );
}
