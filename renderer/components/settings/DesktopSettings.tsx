import { WHEN_DONE } from '../../../shared/settings.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { HoursRow } from './HoursRow.tsx';
import { ChoiceRow, SwitchRow } from './rows.tsx';
import { SettingRow } from './SettingRow.tsx';

export function StartSettings() {
  const { t } = useWords();
  return (
    <>
      <SwitchRow
        setting="startWithSystem"
        label={t('settings.startWithSystem')}
        hint={t('settings.startWithSystemHint')}
      />
      <SwitchRow setting="closeToTray" label={t('settings.closeToTray')} hint={t('settings.closeToTrayHint')} />
      <SwitchRow setting="dropBasket" label={t('basket.setting')} hint={t('basket.settingHint')} />
      <SwitchRow setting="openLinks" label={t('settings.openLinks')} hint={t('settings.openLinksHint')} />
    </>
  );
}

export function NotificationSettings() {
  const { t } = useWords();
  return (
    <>
      <ChoiceRow
        setting="notifications"
        label={t('settings.notifications')}
        hint={t('settings.notificationsHint')}
        options={['all', 'failed', 'none']}
        name={(option) => t(`settings.notify.${option}`)}
      />
      <SwitchRow setting="sounds" label={t('settings.sounds')} hint={t('settings.soundsHint')} />
      <HoursRow setting="quietHours" label={t('settings.quietHours')} hint={t('settings.quietHoursHint')} />
    </>
  );
}

export function PowerSettings() {
  const { t } = useWords();
  const tellsMetered = useUi((state) => state.desktop?.tellsMetered ?? true);
  return (
    <>
      <SwitchRow setting="keepAwake" label={t('settings.keepAwake')} hint={t('settings.keepAwakeHint')} />
      <SwitchRow
        setting="pauseOnBattery"
        label={t('settings.pauseOnBattery')}
        hint={t('settings.pauseOnBatteryHint')}
      />
      <SwitchRow
        setting="pauseOnMetered"
        label={t('settings.pauseOnMetered')}
        hint={t(tellsMetered ? 'settings.pauseOnMeteredHint' : 'settings.meteredUnknown')}
      />
      <ChoiceRow
        setting="whenDone"
        label={t('settings.whenDone')}
        hint={t('settings.whenDoneHint')}
        options={WHEN_DONE}
        name={(option) => t(`done.${option}`)}
      />
    </>
  );
}

export function KeyboardSettings() {
  const { desktop } = useApp();
  const { t } = useWords();
  return (
    <SettingRow label={t('settings.keyboard')} hint={t('settings.keyboardHint')}>
      <Button
        data-testid="settings-keyboard"
        onClick={() => {
          desktop.run('help');
        }}
      >
        {t('settings.keyboardShow')}
      </Button>
    </SettingRow>
  );
}
