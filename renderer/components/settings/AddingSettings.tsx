import { useApp, useSetting, useWords } from '../context.tsx';
import { SettingRow } from './SettingRow.tsx';

/** How links come in. */
export function AddingSettings() {
  const { actions } = useApp();
  const { t } = useWords();
  const looks = useSetting('previewLinks');
  return (
    <SettingRow label={t('settings.previewLinks')} id="settings-preview" labelled hint={t('settings.previewLinksHint')}>
      <input
        id="settings-preview"
        type="checkbox"
        role="switch"
        className="switch"
        checked={looks}
        aria-describedby="settings-preview-hint"
        data-testid="settings-preview"
        onChange={(event) => {
          void actions.changeSettings({ previewLinks: event.target.checked });
        }}
      />
    </SettingRow>
  );
}
