import type { Settings, SettingsPatch } from '../../../shared/settings.ts';
import { useApp, useSetting } from '../context.tsx';
import { SettingRow } from './SettingRow.tsx';

type KeysOf<Value> = { [Key in keyof Settings]: Settings[Key] extends Value ? Key : never }[keyof Settings];

interface RowProps {
  readonly label: string;
  readonly hint?: string;
}

interface SwitchRowProps extends RowProps {
  readonly setting: KeysOf<boolean>;
  /** What to mind while it stands as it does; in place of the hint. */
  readonly problem?: string | null;
}

/** A setting that is on or off. */
export function SwitchRow({ setting, label, hint = '', problem = null }: SwitchRowProps) {
  const { actions } = useApp();
  const value = useSetting(setting);
  const id = `settings-${setting}`;
  return (
    <SettingRow label={label} id={id} labelled hint={hint} problem={problem}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className="switch"
        checked={value}
        aria-describedby={hint === '' ? undefined : `${id}-hint`}
        data-testid={id}
        onChange={(event) => {
          void actions.changeSettings({ [setting]: event.target.checked });
        }}
      />
    </SettingRow>
  );
}

interface ChoiceRowProps<Key extends KeysOf<string>> extends RowProps {
  readonly setting: Key;
  readonly options: readonly Settings[Key][];
  readonly name: (option: Settings[Key]) => string;
}

/** One of several. */
export function ChoiceRow<Key extends KeysOf<string>>({
  setting,
  label,
  hint = '',
  options,
  name,
}: ChoiceRowProps<Key>) {
  const { actions } = useApp();
  const value = useSetting(setting);
  const id = `settings-${setting}`;
  return (
    <SettingRow label={label} id={id} labelled hint={hint}>
      <select
        id={id}
        className="input"
        value={value}
        data-testid={id}
        onChange={(event) => {
          void actions.changeSettings({ [setting]: event.target.value } as SettingsPatch);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </SettingRow>
  );
}
