import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { AUTOMATIC_ICON, CategoryChoices } from '../categories/CategoryChoices.tsx';
import { useSetting, useWords } from '../context.tsx';
import { CATEGORY_ICON, categoryName } from '../groups.ts';
import { Field } from '../ui/Field.tsx';
import type { KnownItem } from './use-items.ts';

interface CategoryFieldProps {
  /** Empty: what the rules say. */
  readonly value: string;
  readonly items: readonly KnownItem[];
  readonly onChange: (categoryId: string) => void;
}

/** The category of all that is about to be added. */
export function CategoryField({ value, items, onChange }: CategoryFieldProps) {
  const words = useWords();
  const { t } = words;
  const chosen = useSetting('categories').find(({ id }) => id === value);
  const Icon = chosen ? CATEGORY_ICON[chosen.icon] : AUTOMATIC_ICON;
  const name = chosen ? categoryName(chosen, words) : t('category.automatic');
  const sorted = new Set(items.map(({ sortedInto }) => sortedInto));
  return (
    <Field id="add-category" label={t('category.one')}>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          id="add-category"
          className="input flex items-center gap-2 text-start"
          aria-label={`${t('category.one')}: ${name}`}
          data-testid="add-category"
        >
          <Icon aria-hidden size={16} strokeWidth={1.75} className="flex-none text-muted" />
          <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
          <ChevronDown aria-hidden size={14} className="flex-none text-muted" />
        </DropdownMenu.Trigger>
        {/* Inside the dialog, which lies above all that is not. */}
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} data-testid="add-category-menu">
          <CategoryChoices
            menu={DropdownMenu}
            chosen={chosen?.id ?? null}
            sortedInto={sorted.size === 1 ? ([...sorted][0] ?? null) : null}
            onChoose={(categoryId) => {
              onChange(categoryId ?? '');
            }}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </Field>
  );
}
