import { ArrowDown, ArrowUp, Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { SORT_KEYS, type SortKey } from '../../../shared/settings/view.ts';
import { sortBy } from '../../store/view.ts';
import { useApp, useView, useWords } from '../context.tsx';

const DIRECTIONS = ['ascending', 'descending'] as const;

/** By what rows are sorted, and which way. */
export function SortMenu() {
  const { view } = useApp();
  const { t } = useWords();
  const sort = useView((state) => state.sort);
  const direction = DIRECTIONS[Number(sort.descending)] ?? 'ascending';
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="btn btn-ghost btn-small font-normal! text-muted"
        aria-label={`${t('sort.label')}: ${t(`column.${sort.by}`)}, ${t(`sort.${direction}`)}`}
        data-testid="sort"
      >
        <Arrow aria-hidden size={14} strokeWidth={1.75} />
        <span className="max-tight:hidden">{t(`column.${sort.by}`)}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup
            value={sort.by}
            onValueChange={(by) => {
              view.setState({ sort: sortBy(by as SortKey) });
            }}
          >
            {SORT_KEYS.map((key) => (
              <RadioItem key={key} value={key} label={t(`column.${key}`)} />
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.RadioGroup
            value={direction}
            onValueChange={(value) => {
              view.setState({ sort: { by: sort.by, descending: value === 'descending' } });
            }}
          >
            {DIRECTIONS.map((way) => (
              <RadioItem key={way} value={way} label={t(`sort.${way}`)} />
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function RadioItem({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <DropdownMenu.RadioItem value={value} className="menu-item" data-action={value}>
      <span className="w-4">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden size={14} />
        </DropdownMenu.ItemIndicator>
      </span>
      {label}
    </DropdownMenu.RadioItem>
  );
}
