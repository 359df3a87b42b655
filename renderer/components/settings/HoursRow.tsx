import { useState } from 'react';
import type { Schedule } from '../../../shared/schedule.ts';
import { useApp, useSetting, useWords } from '../context.tsx';
import { SettingRow } from './SettingRow.tsx';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
/** 22:00 to 07:00, in minutes since midnight. */
const NIGHT = { days: EVERY_DAY, start: 22 * 60, end: 7 * 60 };

const textOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function minutesOf(text: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

interface HoursRowProps {
  readonly setting: 'slowSchedule' | 'quietHours';
  readonly label: string;
  readonly hint: string;
}

/** Hours of the day, on chosen days. Of a schedule with several openings the first is edited, the others stay. */
export function HoursRow({ setting, label, hint }: HoursRowProps) {
  const { actions } = useApp();
  const { t, language } = useWords();
  const schedule = useSetting(setting);
  const [problem, setProblem] = useState<string | null>(null);
  const opening = schedule?.[0];
  const id = `settings-${setting}`;
  const store = (next: Schedule | null): void => {
    setProblem(null);
    void actions.changeSettings({ [setting]: next });
  };
  const change = (patch: Partial<typeof NIGHT>): void => {
    if (opening) store([{ ...opening, ...patch }, ...(schedule ?? []).slice(1)]);
  };
  const dayName = new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' });
  const longDayName = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return (
    <SettingRow label={label} id={id} labelled hint={hint} problem={problem}>
      <div className="flex flex-col items-end gap-2">
        <input
          id={id}
          type="checkbox"
          role="switch"
          className="switch"
          checked={schedule !== null}
          aria-describedby={`${id}-hint`}
          data-testid={id}
          onChange={(event) => {
            store(event.target.checked ? [NIGHT] : null);
          }}
        />
        {opening && (
          <>
            <div className="flex items-center gap-2">
              {(['start', 'end'] as const).map((edge) => (
                <input
                  key={edge}
                  type="time"
                  className="input w-28!"
                  aria-label={t(`settings.hours.${edge}`)}
                  value={textOf(opening[edge])}
                  data-testid={`${id}-${edge}`}
                  onChange={(event) => {
                    const minutes = minutesOf(event.target.value);
                    if (minutes === null) setProblem(t('settings.hours.invalid'));
                    else change({ [edge]: minutes });
                  }}
                />
              ))}
            </div>
            <div className="flex gap-1" role="group" aria-label={t('settings.hours.days')}>
              {EVERY_DAY.map((day) => {
                // The first of January 2023 was a Sunday.
                const date = new Date(Date.UTC(2023, 0, 1 + day));
                const chosen = opening.days.includes(day);
                return (
                  <button
                    key={day}
                    type="button"
                    className={`btn btn-small btn-icon ${chosen ? 'border-accent! bg-selected!' : ''}`}
                    aria-pressed={chosen}
                    aria-label={longDayName.format(date)}
                    onClick={() => {
                      const days = chosen ? opening.days.filter((other) => other !== day) : [...opening.days, day];
                      if (days.length === 0) setProblem(t('settings.hours.noDay'));
                      else change({ days });
                    }}
                  >
                    {dayName.format(date)}
                  </button>
                );
              })}
            </div>
          </>
        )}
      </div>
    </SettingRow>
  );
}
