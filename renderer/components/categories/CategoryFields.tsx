import { CATEGORY_ICONS, OTHER_CATEGORY_ID } from '../../../shared/categories.ts';
import { useWords } from '../context.tsx';
import { FolderField } from '../FolderField.tsx';
import { CATEGORY_ICON, categoryName } from '../groups.ts';
import { Field } from '../ui/Field.tsx';
import { type CategoryDraft, type DraftProblem } from './draft.ts';
import { isFolder } from '../../format/path.ts';

interface CategoryFieldsProps {
  readonly draft: CategoryDraft;
  readonly problem: DraftProblem | null;
  readonly onChange: (part: Partial<CategoryDraft>) => void;
}

export function CategoryFields({ draft, problem, onChange }: CategoryFieldsProps) {
  const words = useWords();
  const { t } = words;
  const other = draft.id === OTHER_CATEGORY_ID;
  const badExtension = problem?.kind === 'extension' ? t('category.extensionsBad', { text: problem.text }) : null;
  return (
    <>
      <Field
        id="category-name"
        label={t('category.name')}
        problem={problem?.kind === 'name' ? t('category.nameMissing') : null}
      >
        <input
          id="category-name"
          className="input"
          autoComplete="off"
          maxLength={60}
          placeholder={categoryName({ ...draft, name: '' }, words)}
          aria-describedby="category-name-hint"
          aria-invalid={problem?.kind === 'name'}
          value={draft.name}
          data-testid="category-name"
          onChange={(event) => {
            onChange({ name: event.target.value });
          }}
        />
      </Field>
      <div role="radiogroup" aria-label={t('category.icon')} className="mb-3 flex flex-wrap gap-1">
        {CATEGORY_ICONS.map((icon) => {
          const Icon = CATEGORY_ICON[icon];
          const label = t(`category.icons.${icon}`);
          return (
            <label key={icon} className="icon-choice" data-tip={label}>
              <input
                type="radio"
                name="category-icon"
                className="sr-only"
                aria-label={label}
                checked={draft.icon === icon}
                onChange={() => {
                  onChange({ icon });
                }}
              />
              <Icon aria-hidden size={16} strokeWidth={1.75} />
            </label>
          );
        })}
      </div>
      {other ? (
        <p className="mb-3 text-xs text-muted">{t('category.otherText')}</p>
      ) : (
        <>
          <Field
            id="category-extensions"
            label={t('category.extensions')}
            hint={t('category.extensionsHint')}
            problem={badExtension}
          >
            <textarea
              id="category-extensions"
              className="input font-mono text-xs!"
              rows={2}
              spellCheck={false}
              aria-describedby="category-extensions-hint"
              aria-invalid={badExtension !== null}
              value={draft.extensions}
              data-testid="category-extensions"
              onChange={(event) => {
                onChange({ extensions: event.target.value });
              }}
            />
          </Field>
          <Field id="category-patterns" label={t('category.patterns')} hint={t('category.patternsHint')}>
            <textarea
              id="category-patterns"
              className="input font-mono text-xs!"
              rows={2}
              spellCheck={false}
              aria-describedby="category-patterns-hint"
              value={draft.patterns}
              data-testid="category-patterns"
              onChange={(event) => {
                onChange({ patterns: event.target.value });
              }}
            />
          </Field>
        </>
      )}
      <FolderField
        id="category-folder"
        label={t('category.folder')}
        hint={t('category.folderHint')}
        value={draft.directory}
        valid={isFolder(draft.directory.trim())}
        onChange={(directory) => {
          onChange({ directory });
        }}
      />
    </>
  );
}
