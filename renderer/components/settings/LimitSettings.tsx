import { useState } from 'react';
import { draftOf, isEmpty, readRate, type RateDraft } from '../../format/rate.ts';
import { useApp, useSetting, useWords } from '../context.tsx';
import { RateInput } from '../ui/RateInput.tsx';
import { HoursRow } from './HoursRow.tsx';
import { SwitchRow } from './rows.tsx';
import { SettingRow } from './SettingRow.tsx';

export function LimitSettings() {
  const { t } = useWords();
  return (
    <>
      <RateRow setting="limitBytesPerSecond" label={t('limit.all')} hint={t('limit.hint')} optional />
      <SwitchRow setting="slowMode" label={t('top.slow')} hint={t('settings.slowModeHint')} />
      <RateRow setting="slowLimitBytesPerSecond" label={t('limit.slow')} hint="" optional={false} />
      <HoursRow setting="slowSchedule" label={t('settings.slowSchedule')} hint={t('settings.slowScheduleHint')} />
    </>
  );
}

interface RateRowProps {
  readonly setting: 'limitBytesPerSecond' | 'slowLimitBytesPerSecond';
  readonly label: string;
  readonly hint: string;
  /** Empty stands for no limit. */
  readonly optional: boolean;
}

function RateRow({ setting, label, hint, optional }: RateRowProps) {
  const { actions } = useApp();
  const { t } = useWords();
  const stored = useSetting(setting);
  const [typed, setTyped] = useState<RateDraft | null>(null);
  const draft = typed ?? draftOf(stored);
  const usable = readRate(draft) !== null || (optional && isEmpty(draft));
  const id = `settings-${setting}`;
  function change(next: RateDraft): void {
    setTyped(next);
    const rate = readRate(next);
    if (rate !== null) void actions.changeSettings({ [setting]: rate });
    else if (optional && isEmpty(next)) void actions.changeSettings({ [setting]: null });
  }
  return (
    <SettingRow label={label} id={id} labelled hint={hint} problem={usable ? null : t('limit.invalid')}>
      <RateInput
        id={id}
        value={draft}
        valid={usable}
        onChange={change}
        onBlur={() => {
          setTyped(null);
        }}
      />
    </SettingRow>
  );
}
