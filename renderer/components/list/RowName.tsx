import { useUi } from '../context.tsx';
import { FileName } from './FileName.tsx';
import { RenameField } from './RenameField.tsx';

interface RowNameProps {
  readonly id: string;
  readonly name: string;
  readonly className: string;
}

/** The name, or the field in which it is being changed. */
export function RowName({ id, name, className }: RowNameProps) {
  const renaming = useUi((state) => state.renaming === id);
  return renaming ? <RenameField id={id} name={name} /> : <FileName name={name} className={className} />;
}
