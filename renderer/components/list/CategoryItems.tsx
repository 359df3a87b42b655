import { Shapes } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { CategoryChoices } from '../categories/CategoryChoices.tsx';
import { useApp, useSetting, useWords } from '../context.tsx';
import { SubMenu } from '../ui/SubMenu.tsx';

/** Which category downloads belong to, finished ones too. */
export function CategoryItems({ rows }: { readonly rows: readonly DownloadSnapshot[] }) {
  const { actions, groups } = useApp();
  const { t } = useWords();
  const categories = useSetting('categories');
  const known = new Set(categories.map(({ id }) => id));
  // One that is not there any more counts as none.
  const chosen = new Set(
    rows.map(({ categoryId }) => (categoryId !== null && known.has(categoryId) ? categoryId : null)),
  );
  const sorted = new Set(rows.map(groups.sortedInto));
  return (
    <SubMenu icon={Shapes} label={t('category.one')} action="category">
      <CategoryChoices
        menu={ContextMenu}
        chosen={chosen.size === 1 ? [...chosen][0] : undefined}
        sortedInto={sorted.size === 1 ? ([...sorted][0] ?? null) : null}
        onChoose={(categoryId) => {
          void actions.sortInto(
            rows.map(({ id }) => id),
            categoryId,
          );
        }}
      />
    </SubMenu>
  );
}
