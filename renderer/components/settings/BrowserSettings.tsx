import { useApp, useSetting, useWords } from '../context.tsx';
import { SettingRow } from './SettingRow.tsx';

export function BrowserSettings() {
  const { actions } = useApp();
  const { t } = useWords();
  const connected = useSetting('browserIntegration');
  return (
    <SettingRow label={t('browser.connect')} id="settings-browser" labelled hint={t('browser.connectHint')}>
      <input
        id="settings-browser"
        type="checkbox"
        role="switch"
        className="switch"
        checked={connected}
        aria-describedby="settings-browser-hint"
        data-testid="settings-browser"
        onChange={(event) => {
          void actions.changeSettings({ browserIntegration: event.target.checked });
        }}
      />
    </SettingRow>
  );
}
