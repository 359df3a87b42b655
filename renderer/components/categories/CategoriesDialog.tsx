import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DEFAULT_CATEGORIES, OTHER_CATEGORY_ID } from '../../../shared/categories.ts';
import { useApp, useSetting, useWords } from '../context.tsx';
import { CATEGORY_ICON, categoryName } from '../groups.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { CategoryFields } from './CategoryFields.tsx';
import { categoriesOf, draftOf, problemOf, withRemoved, type CategoryDraft } from './draft.ts';

/** Whether the program has a word for it. */
const isNamed = ({ id }: CategoryDraft): boolean => DEFAULT_CATEGORIES.some((known) => known.id === id);

const freshId = (drafts: readonly CategoryDraft[]): string => {
  let number = drafts.length;
  while (drafts.some(({ id }) => id === `own-${String(number)}`)) number += 1;
  return `own-${String(number)}`;
};

/** What there is at the side, the chosen one beside it. Nothing is changed before it is saved. */
export function CategoriesDialog({ id }: { readonly id: string | null }) {
  const { ui, actions, settings, view } = useApp();
  const words = useWords();
  const { t } = words;
  const stored = useSetting('categories');
  const [drafts, setDrafts] = useState<readonly CategoryDraft[]>(() => stored.map(draftOf));
  const [chosen, setChosen] = useState(id ?? stored[0]?.id ?? OTHER_CATEGORY_ID);
  const draft = drafts.find((one) => one.id === chosen) ?? drafts[0];
  const faulty = drafts.find((one) => problemOf(one, isNamed(one)) !== null);

  function add(): void {
    const made: CategoryDraft = {
      id: freshId(drafts),
      name: t('category.newName'),
      icon: 'file',
      extensions: '',
      patterns: '',
      directory: '',
    };
    setDrafts([...drafts.slice(0, -1), made, ...drafts.slice(-1)]);
    setChosen(made.id);
  }
  function remove(gone: string): void {
    const at = drafts.findIndex((one) => one.id === gone);
    const left = drafts.filter((one) => one.id !== gone);
    setDrafts(left);
    setChosen(left[Math.min(at, left.length - 1)]?.id ?? OTHER_CATEGORY_ID);
  }
  function save(): void {
    if (faulty) {
      setChosen(faulty.id);
      return;
    }
    const { group } = view.getState();
    if (group?.kind === 'category' && !drafts.some((one) => one.id === group.id)) view.setState({ group: null });
    ui.closeSheet();
    void actions.changeSettings({ categories: categoriesOf(drafts) });
    const gone = stored.filter((category) => !drafts.some((one) => one.id === category.id));
    const [first] = gone;
    if (!first) return;
    ui.offerUndo({ kind: 'categories', count: gone.length, name: categoryName(first, words) }, () => {
      const { categories } = settings.store.getState().settings;
      void actions.changeSettings({ categories: withRemoved(categories, stored) });
    });
  }

  return (
    <Sheet title={t('category.title')} testId="categories-dialog" width={720} onClose={ui.closeSheet}>
      <div className="category-editor">
        <div className="flex min-h-0 flex-col overflow-y-auto border-e border-line p-2">
          {drafts.map((one) => {
            const Icon = CATEGORY_ICON[one.icon];
            return (
              <button
                key={one.id}
                type="button"
                className="filter flex-none"
                aria-current={one.id === draft?.id ? 'true' : undefined}
                data-testid="category-choice"
                data-id={one.id}
                onClick={() => {
                  setChosen(one.id);
                }}
              >
                <Icon aria-hidden size={16} strokeWidth={1.75} className="flex-none" />
                <span className="truncate">{categoryName(one, words)}</span>
              </button>
            );
          })}
          <Button small kind="ghost" icon={Plus} className="mt-1 self-start" data-testid="category-add" onClick={add}>
            {t('category.add')}
          </Button>
        </div>
        {draft && (
          <div className="flex min-h-0 min-w-0 flex-col gap-1 overflow-y-auto px-5 py-4">
            <CategoryFields
              key={draft.id}
              draft={draft}
              problem={problemOf(draft, isNamed(draft))}
              onChange={(part) => {
                setDrafts(drafts.map((one) => (one.id === draft.id ? { ...one, ...part } : one)));
              }}
            />
          </div>
        )}
      </div>
      <footer className="flex flex-none flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
        {draft && draft.id !== OTHER_CATEGORY_ID && (
          <IconButton
            kind="ghost"
            icon={Trash2}
            label={t('category.remove')}
            data-testid="category-remove"
            onClick={() => {
              remove(draft.id);
            }}
          />
        )}
        <Button
          kind="ghost"
          onClick={() => {
            setDrafts(DEFAULT_CATEGORIES.map(draftOf));
          }}
        >
          {t('category.defaults')}
        </Button>
        <div className="flex-1" />
        <Button kind="ghost" onClick={ui.closeSheet}>
          {t('category.back')}
        </Button>
        <Button kind="primary" data-testid="categories-save" onClick={save}>
          {t('category.save')}
        </Button>
      </footer>
    </Sheet>
  );
}
