import { RATE_UNITS, type RateDraft, type RateUnit } from '../../format/rate.ts';
import { useWords } from '../context.tsx';

interface RateInputProps {
  /** Of the figure; its hint has the id `ID-hint`. */
  readonly id: string;
  readonly value: RateDraft;
  readonly valid: boolean;
  /** The figure takes the room there is. */
  readonly fills?: boolean;
  /** A sheet that opens puts the keyboard here. */
  readonly focused?: boolean;
  readonly onChange: (value: RateDraft) => void;
  readonly onBlur?: () => void;
}

/** A speed: its figure and its unit. */
export function RateInput({ id, value, valid, fills = false, focused = false, onChange, onBlur }: RateInputProps) {
  const { t } = useWords();
  return (
    <div className="flex gap-2">
      <input
        id={id}
        className={fills ? 'input tabular-nums' : 'input w-24! tabular-nums'}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        data-autofocus={focused ? '' : undefined}
        aria-describedby={`${id}-hint`}
        aria-invalid={!valid}
        value={value.figure}
        data-testid={id}
        onChange={(event) => {
          onChange({ ...value, figure: event.target.value });
        }}
        onBlur={onBlur}
      />
      <select
        className="input w-24!"
        aria-label={t('limit.unit')}
        value={value.unit}
        data-testid={`${id}-unit`}
        onChange={(event) => {
          onChange({ ...value, unit: event.target.value as RateUnit });
        }}
      >
        {RATE_UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {unit}
          </option>
        ))}
      </select>
    </div>
  );
}
