import { Plus, X } from 'lucide-react';
import { useWords } from '../context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { FIRST_OPENING, dayNames, type OpeningDraft } from './openings.ts';

interface OpeningsProps {
  readonly openings: readonly OpeningDraft[];
  readonly onChange: (openings: readonly OpeningDraft[]) => void;
}

/** Times of the week at which something is on. */
export function Openings({ openings, onChange }: OpeningsProps) {
  const { t, language } = useWords();
  const change = (at: number, part: Partial<OpeningDraft>): void => {
    onChange(openings.map((opening, index) => (index === at ? { ...opening, ...part } : opening)));
  };
  return (
    <div className="mt-2 flex flex-col gap-3">
      {openings.map((opening, at) => (
        <fieldset key={at} className="flex flex-col gap-2 rounded-lg bg-field p-3" data-testid="opening">
          <div className="flex items-center gap-2 text-xs">
            {(['from', 'to'] as const).map((end) => (
              <label key={end} className="flex items-center gap-2">
                {t(`queue.${end}`)}
                <input
                  type="time"
                  className="input w-28! tabular-nums"
                  value={opening[end]}
                  data-testid={`opening-${end}`}
                  onChange={(event) => {
                    change(at, { [end]: event.target.value });
                  }}
                />
              </label>
            ))}
            <div className="flex-1" />
            {openings.length > 1 && (
              <IconButton
                small
                kind="ghost"
                icon={X}
                label={t('queue.removeTime')}
                onClick={() => {
                  onChange(openings.filter((_, index) => index !== at));
                }}
              />
            )}
          </div>
          <div role="group" aria-label={t('queue.days')} className="flex flex-wrap gap-1">
            {dayNames(language).map(({ day, short, long }) => (
              <label key={day} className="day">
                <input
                  type="checkbox"
                  className="sr-only"
                  aria-label={long}
                  checked={opening.days.includes(day)}
                  onChange={(event) => {
                    const others = opening.days.filter((other) => other !== day);
                    change(at, { days: event.target.checked ? [...others, day] : others });
                  }}
                />
                {short}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          small
          icon={Plus}
          data-testid="opening-add"
          disabled={openings.length >= 50}
          onClick={() => {
            onChange([...openings, FIRST_OPENING]);
          }}
        >
          {t('queue.addTime')}
        </Button>
      </div>
    </div>
  );
}
