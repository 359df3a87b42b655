import { Check, Wand2, type LucideIcon } from 'lucide-react';
import type { ContextMenu, DropdownMenu } from 'radix-ui';
import { useSetting, useWords } from '../context.tsx';
import { CATEGORY_ICON, categoryName } from '../groups.ts';

/** Chosen by nobody: the rules say. */
export const AUTOMATIC_ICON = Wand2;
const AUTOMATIC = 'automatic';
const valueOf = (id: string): string => `category ${id}`;

interface CategoryChoicesProps {
  /** The kind of menu they stand in. */
  readonly menu: typeof ContextMenu | typeof DropdownMenu;
  /** `null`: what the rules say; `undefined`: several that differ. */
  readonly chosen: string | null | undefined;
  /** The category that the rules say, if it is one for all. */
  readonly sortedInto: string | null;
  readonly onChoose: (categoryId: string | null) => void;
}

/** One category of all that there are, or what the rules say. */
export function CategoryChoices({ menu: Menu, chosen, sortedInto, onChoose }: CategoryChoicesProps) {
  const words = useWords();
  const categories = useSetting('categories');
  const ruled = categories.find(({ id }) => id === sortedInto);
  const choice = (value: string, action: string, Icon: LucideIcon, label: string) => (
    <Menu.RadioItem key={value} value={value} className="menu-item" data-action={action}>
      <span className="w-4">
        <Menu.ItemIndicator>
          <Check aria-hidden size={14} />
        </Menu.ItemIndicator>
      </span>
      <Icon aria-hidden size={15} strokeWidth={1.75} className="flex-none text-muted" />
      <bdi className="truncate">{label}</bdi>
    </Menu.RadioItem>
  );
  return (
    <Menu.RadioGroup
      value={chosen === undefined ? '' : chosen === null ? AUTOMATIC : valueOf(chosen)}
      onValueChange={(value) => {
        onChoose(categories.find(({ id }) => valueOf(id) === value)?.id ?? null);
      }}
    >
      {choice(
        AUTOMATIC,
        'automatic',
        AUTOMATIC_ICON,
        ruled ? words.t('category.automaticNow', { name: categoryName(ruled, words) }) : words.t('category.automatic'),
      )}
      <Menu.Separator className="menu-line" />
      {categories.map((category) =>
        choice(valueOf(category.id), category.id, CATEGORY_ICON[category.icon], categoryName(category, words)),
      )}
    </Menu.RadioGroup>
  );
}
