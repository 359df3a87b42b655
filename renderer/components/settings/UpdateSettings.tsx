import { useStore } from 'zustand';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { SwitchRow } from './rows.tsx';
import { SettingRow } from './SettingRow.tsx';

export function UpdateSettings() {
  const { ui, updates } = useApp();
  const { t } = useWords();
  const host = useStore(updates.store, (state) => state.update?.host ?? null);
  if (host === null) {
    return (
      <SettingRow label={t('updates.newVersions')} hint={t('updates.withPackage')}>
        {null}
      </SettingRow>
    );
  }
  return (
    <>
      <SwitchRow setting="lookForUpdates" label={t('updates.setting')} hint={t('updates.settingHint', { host })} />
      <SettingRow label={t('updates.newVersions')} hint={t('updates.newVersionsHint')}>
        <Button data-testid="settings-updates" onClick={ui.openUpdates}>
          {t('updates.show')}
        </Button>
      </SettingRow>
    </>
  );
}
