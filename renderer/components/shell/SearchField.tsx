import { Search, X } from 'lucide-react';
import { useApp, useUi, useView, useWords } from '../context.tsx';
import { IconButton } from '../ui/Button.tsx';

export const SEARCH_ID = 'search';

export function SearchField() {
  const { view } = useApp();
  const { t } = useWords();
  const query = useView((state) => state.query);
  const mac = useUi((state) => state.info?.platform === 'darwin');
  const clear = (): void => {
    view.setState({ query: '' });
  };
  return (
    <div className="search" role="search">
      <Search aria-hidden size={15} strokeWidth={1.75} className="flex-none text-muted" />
      <input
        id={SEARCH_ID}
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('top.search')}
        placeholder={t('top.search')}
        value={query}
        data-testid="search"
        onChange={(event) => {
          view.setState({ query: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            document.querySelector<HTMLElement>('[role="grid"]')?.focus();
          }
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (query === '') event.currentTarget.blur();
          clear();
        }}
      />
      {query === '' ? (
        <kbd className="flex-none rounded border border-line px-1.5 font-sans text-2xs text-muted max-[900px]:hidden">
          {mac ? '⌘K' : 'Ctrl K'}
        </kbd>
      ) : (
        <IconButton small kind="ghost" icon={X} label={t('top.clearSearch')} className="-me-1.5" onClick={clear} />
      )}
    </div>
  );
}
