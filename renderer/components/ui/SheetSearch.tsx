import { Search } from 'lucide-react';

interface SheetSearchProps {
  readonly label: string;
  readonly value: string;
  readonly testId: string;
  /** It has the focus when the sheet opens. */
  readonly focused?: boolean;
  readonly onChange: (value: string) => void;
}

/** The row below a sheet's title in which its content is sought. */
export function SheetSearch({ label, value, testId, focused = false, onChange }: SheetSearchProps) {
  return (
    <div className="flex flex-none items-center gap-2.5 border-b border-line px-5 py-2.5">
      <Search aria-hidden size={16} strokeWidth={1.75} className="flex-none text-muted" />
      <input
        type="search"
        className="input"
        data-autofocus={focused ? '' : undefined}
        aria-label={label}
        placeholder={label}
        value={value}
        data-testid={testId}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </div>
  );
}
