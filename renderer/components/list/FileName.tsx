interface FileNameProps {
  readonly name: string;
  readonly className?: string;
}

/** Characters at the end that stay: the extension, and a little of what tells numbered parts apart. */
const TAIL = 9;

/** Cut in the middle when there is no room, so that the end, and with it the true extension, is always in sight. */
export function FileName({ name, className = '' }: FileNameProps) {
  const characters = Array.from(name);
  const cut = characters.length > 2 * TAIL ? characters.length - TAIL : characters.length;
  return (
    <div role="gridcell" className={`flex min-w-0 whitespace-pre ${className}`} title={name} data-testid="row-name">
      <bdi className="flex min-w-0">
        <span className="truncate">{characters.slice(0, cut).join('')}</span>
        {cut < characters.length && <span className="flex-none">{characters.slice(cut).join('')}</span>}
      </bdi>
    </div>
  );
}
