import type { Settings } from '../../../shared/settings.ts';
import { useApp, useSetting, useWords } from '../context.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { SettingRow } from './SettingRow.tsx';

const THEMES = ['system', 'light', 'dark'] as const satisfies Settings['theme'][];
const LANGUAGES = ['system', 'en', 'zh-CN', 'ar'] as const satisfies Settings['language'][];
const DENSITIES = ['comfortable', 'compact'] as const satisfies Settings['density'][];

export function WindowSettings() {
  const { actions } = useApp();
  const { t } = useWords();
  const theme = useSetting('theme');
  const language = useSetting('language');
  const density = useSetting('density');
  return (
    <div>
      <SettingRow label={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          onChange={(value) => {
            void actions.changeSettings({ theme: value });
          }}
        />
      </SettingRow>
      <SettingRow label={t('settings.language')}>
        <Segmented
          label={t('settings.language')}
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: t(`settings.languages.${value}`) }))}
          onChange={(value) => {
            void actions.changeSettings({ language: value });
          }}
        />
      </SettingRow>
      <SettingRow label={t('settings.density')}>
        <Segmented
          label={t('settings.density')}
          value={density}
          options={DENSITIES.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
          onChange={(value) => {
            void actions.changeSettings({ density: value });
          }}
        />
      </SettingRow>
    </div>
  );
}
