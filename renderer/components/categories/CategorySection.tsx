import { Pencil } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { Category } from '../../../shared/categories.ts';
import { useApp, useSetting, useView, useWords } from '../context.tsx';
import { CATEGORY_ICON, categoryName, useGroupCount } from '../groups.ts';
import { useRowDrop } from '../list/use-row-drop.ts';
import { SidebarButton, SidebarSection } from '../shell/SidebarButton.tsx';
import { MenuItem } from '../ui/MenuItem.tsx';

export function CategorySection() {
  const { ui } = useApp();
  const { t } = useWords();
  const categories = useSetting('categories');
  return (
    <SidebarSection
      title={t('category.label')}
      action={{
        icon: Pencil,
        label: t('category.edit'),
        testId: 'categories-edit',
        onClick: () => {
          ui.openCategories();
        },
      }}
    >
      {categories.map((category) => (
        <CategoryItem key={category.id} category={category} />
      ))}
    </SidebarSection>
  );
}

function CategoryItem({ category }: { readonly category: Category }) {
  const { view, selection, actions, ui } = useApp();
  const words = useWords();
  const { id, icon } = category;
  const count = useGroupCount('category', id);
  const current = useView(({ group }) => group?.kind === 'category' && group.id === id);
  const drop = useRowDrop((ids) => void actions.sortInto(ids, id));
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <SidebarButton
          icon={CATEGORY_ICON[icon]}
          name={categoryName(category, words)}
          count={count}
          current={current}
          data-testid="category"
          data-id={id}
          {...drop}
          onClick={() => {
            view.setState({ filter: 'all', group: { kind: 'category', id } });
            selection.setState({ selected: new Set(), anchor: null });
          }}
        />
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu">
          <MenuItem
            icon={Pencil}
            action="edit"
            onSelect={() => {
              ui.openCategories(id);
            }}
          >
            {words.t('category.edit')}
          </MenuItem>
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
