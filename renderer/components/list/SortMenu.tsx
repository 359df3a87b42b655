import { ArrowDownWideNarrow, Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { SORTS, type Sort } from '../../store/view.ts';
import { useApp, useView, useWords } from '../context.tsx';

export function SortMenu() {
  const { view } = useApp();
  const { t } = useWords();
  const sort = useView((state) => state.sort);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="btn btn-ghost btn-small font-normal! text-muted"
        aria-label={`${t('sort.label')}: ${t(`sort.${sort}`)}`}
        data-testid="sort"
      >
        <ArrowDownWideNarrow aria-hidden size={14} strokeWidth={1.75} />
        <span className="max-tight:hidden">{t(`sort.${sort}`)}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup
            value={sort}
            onValueChange={(value) => {
              view.setState({ sort: value as Sort });
            }}
          >
            {SORTS.map((option) => (
              <DropdownMenu.RadioItem key={option} value={option} className="menu-item">
                <span className="w-4">
                  <DropdownMenu.ItemIndicator>
                    <Check aria-hidden size={14} />
                  </DropdownMenu.ItemIndicator>
                </span>
                {t(`sort.${option}`)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
